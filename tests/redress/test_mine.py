"""My comments: where each stands, why, and what can be done; and one sent once more."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment, State
from forum.ids import to_text
from forum.moderation.models import Verb
from forum.redress.appealing import appeal
from forum.redress.finding import case_of, latest_about
from forum.redress.waiting import in_words, usual_wait
from tests.factories import decided, person, rows_of, say
from tests.visiting import Visitor

Visit = Callable[..., Visitor]


def rejected(by: Account, article: Article, sam: Account, words: str = "Rude words.") -> Comment:
    comment = say(by, article, words, holds=Hold.ALL)
    decided(comment, Verb.REJECT, sam)
    return comment


def path(comment: Comment, then: str) -> str:
    return f"/c/{to_text(comment.id)}/{then}"


def test_every_comment_of_ones_own_is_there_with_its_words_and_why(
    ada: Account, ben: Account, sam: Account, article: Article, visitor: Visit
) -> None:
    say(ada, article, "All can read this.")
    say(ada, article, "This waits.", holds=Hold.ALL)
    rejected(ada, article, sam, "This was rejected.")
    decided(say(ada, article, "This was removed."), Verb.REMOVE, sam, "spam")
    say(ben, article, "Ben said this.")
    mine = visitor(ada)
    page = mine.get("/me/comments").text
    for words in ("All can read this.", "This waits.", "This was rejected.", "This was removed.", "Removed: spam."):
        assert words in page
    assert "Ben said this." not in page
    shown = {"waiting": "This waits.", "not-published": "This was rejected.", "removed": "This was removed."}
    for show, words in shown.items():
        part = mine.get(f"/me/comments?show={show}").text
        assert [each for each in shown.values() if each in part] == [words]
    assert mine.get("/me/comments?show=odd").status_code == 400
    assert "You have not said anything yet." in visitor(person("new")).get("/me/comments").text


def test_it_goes_on_page_by_page(ada: Account, article: Article, visitor: Visit) -> None:
    rows_of(article, ada, [None] * 45)
    mine, address, found = visitor(ada), "/me/comments", 0
    for _ in range(3):
        page = mine.get(address).text
        found += page.count('<article class="said"')
        address = page.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert (found, address) == (45, "")


def test_what_was_not_published_is_sent_again_once(
    ada: Account, sam: Account, article: Article, visitor: Visit
) -> None:
    comment, mine = rejected(ada, article, sam), visitor(ada)
    assert "Edit and send again" in mine.get("/me/comments").text
    same = mine.post(path(comment, "resubmit"), body="Rude words.")
    assert (same.status_code, "These are the words that were not published." in same.text) == (400, True)
    empty = mine.post(path(comment, "resubmit"), body=" ")
    assert empty.status_code == 400
    assert mine.post(path(comment, "resubmit"), body="Kind words.").status_code == 303
    db.session.expire_all()
    assert (comment.state, comment.body_source, comment.revision) == (State.HELD, "Kind words.", 2)
    statement = latest_about(comment.id, ada)
    assert statement is not None
    assert statement.withdrawn_at is not None
    decided(comment, Verb.REJECT, sam)
    again = mine.post(path(comment, "resubmit"), body="Kinder words.")
    assert (again.status_code, "You have sent this comment again once" in again.text) == (403, True)
    assert "Kinder words." in again.text
    assert "Edit and send again" not in mine.get("/me/comments").text


def test_nobody_sends_again_while_their_appeal_waits(
    ada: Account, sam: Account, article: Article, visitor: Visit
) -> None:
    comment = rejected(ada, article, sam)
    statement = latest_about(comment.id, ada)
    assert statement is not None
    appeal(case_of(statement.id), "It was mild.")
    answer = visitor(ada).post(path(comment, "resubmit"), body="Kind words.")
    assert (answer.status_code, "Your appeal about this comment waits" in answer.text) == (403, True)


def test_words_without_a_session_come_back_on_the_page_that_says_so(
    ada: Account, sam: Account, article: Article, client: Visitor
) -> None:
    comment = rejected(ada, article, sam)
    answer = client.post(path(comment, "resubmit"), body="I wrote for hours.")
    assert (answer.status_code, "I wrote for hours." in answer.text) == (401, True)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "5 minutes"),
        (5, "5 minutes"),
        (6, "15 minutes"),
        (16, "30 minutes"),
        (31, "an hour"),
        (61, "2 hours"),
        (22 * 60 + 1, "23 hours"),
        (24 * 60, "a day"),
        (25 * 60, "2 days"),
    ],
)
def test_a_wait_is_told_as_one_would_say_it(minutes: int, words: str) -> None:
    assert in_words(minutes * 60) == f"usually under {words}"


def test_how_long_it_takes_is_measured_from_twenty_decisions_on(
    ada: Account, sam: Account, article: Article, visitor: Visit
) -> None:
    long_ago = clock.now() - timedelta(days=2)
    with clock.stopped_at(long_ago):
        held = [say(person(f"reader-{n}"), article, f"Number {n}.", holds=Hold.ALL) for n in range(20)]
    for number, comment in enumerate(held[:-1]):
        with clock.stopped_at(long_ago + timedelta(minutes=number + 1)):
            decided(comment, Verb.APPROVE, sam)
            assert usual_wait() == ""
    with clock.stopped_at(long_ago + timedelta(minutes=21)):
        decided(held[-1], Verb.APPROVE, sam)
    with clock.stopped_at(long_ago + timedelta(minutes=40)):
        assert usual_wait() == "usually under 15 minutes"
    with clock.stopped_at(long_ago + timedelta(days=31)):
        assert usual_wait() == ""
    waits = say(ada, article, "I wait.", holds=Hold.ALL)
    page = visitor(ada).get(f"/articles/{article.slug}").text
    assert "That takes usually under 15 minutes here." in page
    for other in (None, sam):
        assert "usually under" not in visitor(other).get(f"/articles/{article.slug}").text
    assert waits.state == State.HELD


def test_the_notice_in_the_thread_leads_to_why(ada: Account, sam: Account, article: Article, visitor: Visit) -> None:
    comment, mine = rejected(ada, article, sam), visitor(ada)
    assert path(comment, "why") in mine.get(f"/articles/{article.slug}").text
    answer = mine.get(path(comment, "why"))
    assert answer.status_code == 303
    page = mine.get(answer.location)
    for words in ("Your comment was not published", "off topic", "Rude words.", "A person decided", "Appeal"):
        assert words in page.text, words
    assert "Sam" not in page.text


def test_what_is_older_than_statements_leads_to_all_of_ones_own(ada: Account, article: Article, visitor: Visit) -> None:
    comment: Any = say(ada, article, holds=Hold.ALL)
    comment.state, comment.state_reason = State.REJECTED, "spam"
    answer = visitor(ada).get(path(comment, "why"))
    assert answer.location.endswith("/me/comments")
