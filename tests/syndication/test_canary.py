"""A word that somebody wrote, and that is hidden or taken away: programs find it nowhere, whatever they fetched before.

So with the name of who said nothing that stands.
"""

import re
from collections.abc import Callable, Mapping
from functools import partial

import pytest

from forum.accounts.models import Account
from forum.articles.models import Article, Section
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import edit_comment
from forum.discussion.models import Comment, State
from forum.handlers import HANDLERS
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.outbox.dispatch import dispatch_next
from forum.syndication.keys import replies_address
from tests.factories import decided, person, say
from tests.syndication.conftest import DATA, FEED, feed_of_section
from tests.visiting import ADDRESS, Visitor

WORD, NAME = "quagga", "Thylacine"
PAGE = "/articles/the-bridge"
Change = Callable[[Comment, Account], object]

# What becomes of a comment that everybody could read.
TAKEN_AWAY: Mapping[str, Change] = {
    "removed": lambda comment, sam: decided(comment, Verb.REMOVE, sam),
    "deleted": lambda comment, sam: delete_comment(comment, by=db.session.get_one(Account, comment.author_id)),
    "held again": lambda comment, sam: edit_comment(
        comment, f"Another {WORD}.", db.session.get_one(Account, comment.author_id), Hold.ALL
    ),
}
HIDDEN: Mapping[str, Change] = {
    "wrapped by a moderator": lambda comment, sam: decided(comment, Verb.SPOILER, sam),
    "made a spoiler of": lambda comment, sam: edit_comment(
        comment, f"Look: ||the {WORD}||.", db.session.get_one(Account, comment.author_id), Hold.OPEN
    ),
}
# What never stood there in the open.
NEVER: Mapping[str, Callable[..., Comment]] = {
    "held": partial(say, body=f"The {WORD} waits.", holds=Hold.ALL),
    "a spoiler": partial(say, body=f"In it ||the {WORD} *dies*||."),
    "a block": partial(say, body=f">! [S1 E8] The {WORD}\n>!\n>! > dies.\n\nWow."),
    "a spoiler in a list": partial(say, body=f"- one\n- two ||{WORD}||"),
}


@pytest.fixture
def outlets(client: Visitor, ada: Account, gardens: Section) -> Callable[[], dict[str, str]]:
    """All that programs fetch, by address. Of our page it is the data in it."""
    with client.app.test_request_context(base_url=ADDRESS):
        replies = replies_address(ada).removeprefix(ADDRESS)
    paths = [FEED, "/comments.atom", feed_of_section(gardens), "/people/otto/comments.atom", replies, DATA, PAGE]
    paths += ["/counts?of=the-bridge", "/sitemap.xml", "/sitemap-1.xml", "/robots.txt", "/counts.js"]

    def fetched() -> dict[str, str]:
        db.session.commit()
        while dispatch_next(HANDLERS):
            pass
        answers = {path: client.get(path) for path in paths}
        assert {answer.status_code for answer in answers.values()} == {200}
        found = {path: answer.text for path, answer in answers.items()}
        (found[PAGE],) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', found[PAGE])
        return found

    return fetched


@pytest.fixture
def otto(article: Article) -> Account:
    return person("otto", display_name=NAME)


def bearing(outlets: Mapping[str, str], word: str) -> set[str]:
    return {path for path, text in outlets.items() if word.lower() in text.lower()}


@pytest.mark.parametrize("what", [*TAKEN_AWAY, *HIDDEN])
def test_what_is_taken_away_or_hidden_is_nowhere_any_more(
    outlets: Callable[[], dict[str, str]],
    ada: Account,
    ben: Account,
    sam: Account,
    otto: Account,
    article: Article,
    what: str,
) -> None:
    comment = say(otto, article, f"I saw the {WORD}.", say(ada, article, "Well?"))
    say(ben, article, "Did you?", comment)
    before = outlets()
    # Fetched by everything in which a comment stands, so that what follows is no accident.
    assert len(bearing(before, WORD) & bearing(before, NAME)) == 7
    {**TAKEN_AWAY, **HIDDEN}[what](db.session.get_one(Comment, comment.id), sam)
    after = outlets()
    assert bearing(after, WORD) == set()
    # Of whoever said nothing else, only their own feed.
    named = {"/people/otto/comments.atom"} if what in TAKEN_AWAY else bearing(before, NAME)
    assert bearing(after, NAME) == named
    count = '{"the-bridge":2}' if what in TAKEN_AWAY else '{"the-bridge":3}'
    assert after["/counts?of=the-bridge"] == count


@pytest.mark.parametrize("what", TAKEN_AWAY)
def test_what_is_taken_away_stands_on_no_other_site_any_more(
    client: Visitor, ada: Account, ben: Account, sam: Account, otto: Account, article: Article, what: str
) -> None:
    """What is hidden does, shut: there one opens it as here."""
    comment = say(otto, article, f"I saw the {WORD}.", say(ada, article, "Well?"))
    say(ben, article, "Did you?", comment)
    fragment = f"/embed/{to_text(article.id)}.html"

    def carried() -> str:
        db.session.commit()
        return client.get(fragment).text

    before = carried()
    assert WORD in before and NAME in before
    TAKEN_AWAY[what](db.session.get_one(Comment, comment.id), sam)
    after = carried()
    assert WORD not in after and NAME not in after


@pytest.mark.parametrize("what", NEVER)
def test_what_never_stood_in_the_open_is_nowhere(
    outlets: Callable[[], dict[str, str]], ada: Account, otto: Account, article: Article, what: str
) -> None:
    NEVER[what](otto, article, parent=say(ada, article, "Well?"))
    found = outlets()
    assert bearing(found, WORD) == set()
    assert "S1 E8" not in str(found)
    assert (what == "held") == (bearing(found, NAME) == {"/people/otto/comments.atom"})


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.SUSPECTED, State.REJECTED])
def test_nor_is_what_has_any_other_state_that_is_not_public(
    outlets: Callable[[], dict[str, str]], ada: Account, otto: Account, article: Article, state: State
) -> None:
    comment = say(otto, article, f"The {WORD}.", say(ada, article, "Well?"), holds=Hold.ALL)
    comment.state = state
    assert bearing(outlets(), WORD) == set()


def test_an_earlier_wording_is_nowhere_either(
    outlets: Callable[[], dict[str, str]], otto: Account, article: Article
) -> None:
    comment = say(otto, article, f"The {WORD}.")
    edit_comment(comment, "Nothing.", otto, Hold.OPEN)
    assert bearing(outlets(), WORD) == set()
