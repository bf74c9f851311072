"""What is new to somebody since they were last at an article."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.visiting import PAUSE, since_last_visit
from forum.ids import to_text
from tests.discussion.coming import LATER, MINUTE, MONDAY, comes
from tests.factories import an_article, say
from tests.visiting import Visitor


def new_to(who: Account, article: Article, at: datetime) -> list[str]:
    """By the definition: what came after the line, was not seen and is not their own."""
    since = since_last_visit(who, article, at)
    assert since is not None
    rows = db.session.scalars(select(Comment).where(Comment.article_id == article.id).order_by(Comment.id))
    return [
        row.body_source
        for row in rows
        if row.created_at > since.before and to_text(row.id) not in since.seen and row.author_id != who.id
    ]


@pytest.fixture
def said(ben: Account, article: Article) -> Callable[[str, datetime], Comment]:
    """Ben says something at a moment."""

    def say_at(words: str, at: datetime) -> Comment:
        with clock.stopped_at(at):
            return say(ben, article, words)

    return say_at


Said = Callable[[str, datetime], Comment]


def test_on_a_first_visit_nothing_is_new(ada: Account, article: Article, said: Said) -> None:
    said("Before.", MONDAY - MINUTE)
    assert since_last_visit(ada, article, MONDAY) is None
    assert since_last_visit(None, article, MONDAY) is None
    comes(ada, article, MONDAY)
    assert new_to(ada, article, MONDAY) == []


def test_what_came_since_is_new_and_what_one_said_oneself_is_not(ada: Account, article: Article, said: Said) -> None:
    comes(ada, article, MONDAY)
    said("While she was here.", MONDAY + MINUTE)
    with clock.stopped_at(MONDAY + 2 * MINUTE):
        say(ada, article, "Mine.")
    said("After she had gone.", MONDAY + 2 * LATER)
    assert new_to(ada, article, MONDAY + 3 * LATER) == ["While she was here.", "After she had gone."]


def test_what_was_seen_is_old_wherever_it_stands_and_what_was_passed_over_stays_new(
    ada: Account, article: Article, said: Said
) -> None:
    """A high-water mark would have called the first one read, too."""
    comes(ada, article, MONDAY)
    said("Further down.", MONDAY + MINUTE)
    latest = said("On top.", MONDAY + 2 * MINUTE)
    comes(ada, article, MONDAY + 3 * MINUTE, latest)
    assert new_to(ada, article, MONDAY + 4 * MINUTE) == ["Further down."]
    comes(ada, article, MONDAY + 2 * LATER)
    assert new_to(ada, article, MONDAY + 2 * LATER) == ["Further down."]


def test_the_line_stands_still_until_a_pause_ends_the_visit(ada: Account, article: Article, said: Said) -> None:
    comes(ada, article, MONDAY)
    said("On Monday.", MONDAY + LATER)
    tuesday = MONDAY + 2 * LATER
    comes(ada, article, tuesday)
    for minutes in (0, 29, 58, 87):
        comes(ada, article, tuesday + minutes * MINUTE)
        assert new_to(ada, article, tuesday + minutes * MINUTE) == ["On Monday."]
    said("On Tuesday.", tuesday + 88 * MINUTE)
    last = tuesday + 87 * MINUTE
    assert new_to(ada, article, last + PAUSE) == ["On Monday.", "On Tuesday."]
    # Half an hour of silence: the next visit begins its own line, where this one began.
    assert new_to(ada, article, last + LATER) == ["On Tuesday."]
    comes(ada, article, last + LATER)
    assert new_to(ada, article, last + LATER) == ["On Tuesday."]


def test_what_came_while_the_page_was_on_its_way_is_new_next_time(
    visitor: Callable[..., Visitor], ada: Account, ben: Account, article: Article
) -> None:
    """A page of an empty discussion, a page that ended with a comment: each note comes after the next comment."""
    reader = visitor(ada)
    words, newest = [], ""
    for day, came in enumerate(("First.", "Second.", "Third.")):
        comment = say(ben, article, came)
        with clock.stopped_at(clock.now() + timedelta(days=day)):
            assert reader.post("/articles/the-bridge/visit", newest=newest).status_code == 204
        since = since_last_visit(ada, article, clock.now() + timedelta(days=day))
        assert since is not None
        words.append(
            [
                row.body_source
                for row in db.session.scalars(select(Comment).order_by(Comment.id))
                if _is_after(row, since.before)
            ]
        )
        newest = to_text(comment.id)
    assert words == [["First."], ["First.", "Second."], ["Second.", "Third."]]


def _is_after(comment: Comment, moment: datetime) -> bool:
    return ids.moment_of(comment.id) > moment


def test_every_reader_and_every_article_has_a_line_of_its_own(
    ada: Account, sam: Account, article: Article, said: Said
) -> None:
    tunnel = an_article("the-tunnel")
    comes(ada, article, MONDAY)
    comes(sam, article, MONDAY + 2 * MINUTE)
    said("Between.", MONDAY + MINUTE)
    assert new_to(ada, article, MONDAY + LATER + 2 * MINUTE) == ["Between."]
    assert new_to(sam, article, MONDAY + LATER + 3 * MINUTE) == []
    assert since_last_visit(ada, tunnel, MONDAY) is None
