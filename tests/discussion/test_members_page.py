"""The page that is filled in for a member is, byte for byte, the one that would be made for them alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from forum.discussion.muting import mute
from forum.discussion.recommending import recommend, withdraw_recommendation
from forum.discussion.routes import reading
from forum.discussion.visiting import Own, note_visit
from forum.ids import to_text
from forum.moderation.models import Verb
from tests.discussion.test_page_cost import counted
from tests.factories import an_article, decided, person, rows_of, say
from tests.visiting import Visitor

BRIDGE = "/articles/the-bridge"
# Each form is shown with a key of its own.
KEY = re.compile(r'name="key" value="[\w-]+"')


@pytest.fixture
def talk(article: Article, ada: Account, ben: Account, sam: Account) -> dict[str, Comment]:
    """A discussion with something of everything that everybody sees."""
    cleo = person("cleo", display_name='Cl<e>"o&')
    said = {"first": say(ada, article, "First."), "second": say(ben, article, "A ||spoiler||.\n\n> and a quotation")}
    said["reply"] = say(cleo, article, "@ada, no.", said["first"])
    said["deep"] = say(ada, article, "Yes.", said["reply"])
    said["removed"] = say(cleo, article, "Rude.", said["second"])
    said["beneath"] = say(ben, article, "Now, now.", said["removed"])
    said["gone"] = say(ben, article, "Oops.")
    say(cleo, article, "Ha.", said["gone"])
    decided(said["removed"], Verb.REMOVE, sam)
    delete_comment(said["gone"], by=ben)
    recommend(said["reply"], by=ben)
    return said


@pytest.fixture
def for_one(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], str]], str]:
    """The page as it is made for one reader alone."""

    def made(ask: Callable[[], str]) -> str:
        with monkeypatch.context() as patch:
            patch.setattr(reading, "own_at", lambda article, viewer, now: Own(unpublished=True, since=None))
            return ask()

    return made


def page_of(client: Visitor, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    return KEY.sub("", answer.text)


def test_it_is_the_page_that_would_be_made_for_each_alone(
    visitor: Callable[[Account], Visitor],
    for_one: Callable[[Callable[[], str]], str],
    article: Article,
    talk: dict[str, Comment],
    ada: Account,
    ben: Account,
) -> None:
    dora, emil = person("dora"), person("emil", display_name='Emil <b>"&')
    recommend(talk["first"], by=dora)
    recommend(talk["beneath"], by=dora)
    mute(ada, by=emil)
    note_visit(article, by=ben, seen=[to_text(talk["first"].id)])
    shown = f"?show={to_text(talk['deep'].id)}"
    for number, address in enumerate((BRIDGE, f"{BRIDGE}?sort=newest", f"{BRIDGE}?sort=oldest", BRIDGE + shown)):
        for reader in (ada, ben, dora, emil, person(f"new-{number}")):
            ask = partial(page_of, visitor(reader), address)
            assert ask() == for_one(ask), (reader.handle, address)


def test_any_page_of_a_long_discussion_is(
    visitor: Callable[[Account], Visitor],
    for_one: Callable[[Callable[[], str]], str],
    article: Article,
    ada: Account,
    ben: Account,
) -> None:
    rows_of(article, ada, [None, *range(12), *[None] * 80])
    address: str | None = f"{BRIDGE}?sort=oldest"
    while address:
        ask = partial(page_of, visitor(ben), address)
        page = ask()
        assert page == for_one(ask)
        following = re.search(r'rel="next" href="([^"]+)#', page)
        address = following[1].replace("&amp;", "&") if following else None


def test_what_changes_is_seen_at_once(client: Visitor, talk: dict[str, Comment], ben: Account, sam: Account) -> None:
    client.sign_in(ben)
    first = talk["first"]
    assert page_of(client, BRIDGE).count("action--on") == 1
    recommend(first, by=ben)
    assert page_of(client, BRIDGE).count("action--on") == 2
    withdraw_recommendation(first, by=ben)
    decided(talk["deep"], Verb.REMOVE, sam)
    page = page_of(client, BRIDGE)
    assert page.count("action--on") == 1
    assert "Yes." not in page


def test_it_closes_when_the_discussion_does(
    client: Visitor, article: Article, talk: dict[str, Comment], ben: Account
) -> None:
    client.sign_in(ben)
    article.closes_at = clock.now() + timedelta(hours=1)
    article.version += 1
    assert "Join the discussion" in page_of(client, BRIDGE)
    with clock.stopped_at(clock.now() + timedelta(hours=2)):
        page = page_of(client, BRIDGE)
    assert "Join the discussion" not in page
    assert "Comments closed on" in page


def test_who_has_words_that_wait_is_shown_them_and_nobody_else_is(
    visitor: Callable[[Account], Visitor],
    article: Article,
    talk: dict[str, Comment],
    ada: Account,
    ben: Account,
    sam: Account,
) -> None:
    say(ben, article, "I wait for a moderator.", holds=Hold.ALL)
    for reader, sees in ((ada, False), (ben, True), (sam, True), (ada, False)):
        assert ("I wait for a moderator." in page_of(visitor(reader), BRIDGE)) == sees, reader.handle


def test_nobody_bears_the_token_or_name_of_another(
    visitor: Callable[[Account], Visitor], talk: dict[str, Comment], ada: Account, ben: Account
) -> None:
    dora = person("dora")
    pages = {reader.handle: (visitor(reader), "") for reader in (ada, ben, dora)}
    pages = {handle: (client, page_of(client, BRIDGE)) for handle, (client, _) in pages.items()}
    tokens = {handle: client.csrf_token() for handle, (client, _) in pages.items()}
    assert len(set(tokens.values())) == 3
    for handle, (_, page) in pages.items():
        assert [other for other, token in tokens.items() if str(token) in page] == [handle]
        assert f'by="{handle}"' in page
        assert "hole" not in page


def test_it_costs_the_same_few_statements_however_long_the_discussion(
    app: Flask, visitor: Callable[[Account], Visitor], ada: Account, ben: Account
) -> None:
    costs = []
    for slug, size in (("small", 100), ("large", 3_000)):
        rows_of(an_article(slug), ada, [None] * size)
        client = visitor(ben)
        page_of(client, f"/articles/{slug}")
        with counted() as cost:
            page_of(client, f"/articles/{slug}")
        costs.append(cost)
    assert costs[0] == costs[1]
    # Who looks, the article, what of theirs waits and when they were here, what they recommend and whom they muted, and
    # whether there is word for them.
    assert costs[0].statements == 5 + int(db.engine.dialect.name == "sqlite")
