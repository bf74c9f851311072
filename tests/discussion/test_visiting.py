"""What is new to somebody since they were last at an article."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_or_404
from forum.config import MarkNew
from forum.db import db
from forum.discussion.forms import SEEN_AT_ONCE, parse_newest, parse_seen
from forum.discussion.models import Comment, Visit
from forum.discussion.visiting import MOST_SEEN, PAUSE, note_visit, since_last_visit
from forum.ids import to_text
from tests.at_once import at_once, request
from tests.factories import an_article, say
from tests.visiting import Visitor

MINUTE = timedelta(minutes=1)
# Yesterday, so that the ids that are made in these tests are later than every visit in them.
MONDAY = datetime.now(UTC) - timedelta(days=1)
LATER = PAUSE + MINUTE


def comes(who: Account, article: Article, at: datetime, *seen: Comment) -> None:
    with clock.stopped_at(at):
        note_visit(article, by=who, seen=[to_text(comment.id) for comment in seen])
    db.session.flush()


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
        words.append([row.body_source for row in db.session.scalars(select(Comment)) if _is_after(row, since.before)])
        newest = to_text(comment.id)
    assert words == [["First."], ["First.", "Second."], ["Second.", "Third."]]


def _is_after(comment: Comment, moment: datetime) -> bool:
    return ids.moment_of(comment.id) > moment


def test_how_far_a_page_went_is_told_by_an_id_and_nothing_else() -> None:
    comment = ids.new_id()
    assert parse_newest({"newest": to_text(comment)}) == ids.moment_of(comment)
    assert parse_newest({"newest": ""}) == ids.EPOCH
    assert parse_newest({}) is parse_newest({"newest": "x"}) is parse_newest({"newest": "z" * 13}) is None


def test_looking_notes_nothing(ada: Account, article: Article) -> None:
    comes(ada, article, MONDAY)
    for _ in range(3):
        since_last_visit(ada, article, MONDAY + LATER)
    visit = db.session.get_one(Visit, (ada.id, article.id))
    assert (visit.before, visit.began, visit.last_at, visit.seen) == (MONDAY, MONDAY, MONDAY, [])


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


def test_only_what_the_line_does_not_cover_is_remembered_and_no_more_than_a_thousand(
    ada: Account, article: Article
) -> None:
    comes(ada, article, MONDAY)
    names = [to_text(ids.new_id()) for _ in range(MOST_SEEN + 5)]
    old = to_text((int(MONDAY.timestamp() * 1000) - 5_000 - ids.EPOCH_MS) << ids.LOW_BITS)
    with clock.stopped_at(MONDAY + MINUTE):
        note_visit(article, by=ada, seen=[old, *names, *names[:9]])
    since = since_last_visit(ada, article, MONDAY + MINUTE)
    assert since is not None
    assert list(since.seen) == names[5:]
    # Once the line has passed them they are forgotten.
    for later in (timedelta(days=2), timedelta(days=3)):
        comes(ada, article, MONDAY + later)
    assert db.session.get_one(Visit, (ada.id, article.id)).seen == []


def test_a_form_tells_ids_and_nothing_else_is_taken(article: Article) -> None:
    names = [to_text(ids.new_id()) for _ in range(SEEN_AT_ONCE + 1)]
    assert parse_seen(" ".join(names)) == names[:-1]
    assert parse_seen(f"x {names[0]}  {names[1]}\n-1 ' OR 1=1 -- {'z' * 13}") == names[:2]
    assert parse_seen("") == []


def test_the_page_s_script_notes_the_visit_and_changes_nothing_else(
    visitor: Callable[..., Visitor], ada: Account, ben: Account, article: Article
) -> None:
    reader = visitor(ada)
    version = article.version
    with clock.stopped_at(MONDAY):
        answer = reader.post("/articles/the-bridge/visit")
    assert (answer.status_code, answer.data) == (204, b"")
    comment = say(ben, article)
    answer = reader.post("/articles/the-bridge/visit", seen=f"{to_text(comment.id)} nonsense")
    assert answer.status_code == 204
    since = since_last_visit(ada, article, clock.now())
    assert since is not None
    assert (since.before, list(since.seen)) == (MONDAY, [to_text(comment.id)])
    assert article_or_404("the-bridge").version == version + 1  # by the comment


def test_signed_out_or_elsewhere_it_is_as_with_every_form(
    visitor: Callable[..., Visitor], ada: Account, article: Article
) -> None:
    assert visitor(None).post("/articles/the-bridge/visit").location.startswith("/sign-in")
    assert visitor(ada).post("/articles/no-such-article/visit").status_code == 404


def test_a_site_that_marks_nothing_keeps_nothing(
    visitor: Callable[..., Visitor], settings_are: Callable[..., None], ada: Account, article: Article
) -> None:
    settings_are(mark_new=MarkNew.NOBODY)
    assert visitor(ada).post("/articles/the-bridge/visit").status_code == 204
    assert db.session.scalar(select(func.count()).select_from(Visit)) == 0


def test_the_first_visit_told_by_eight_tabs_at_once_is_one_and_forgets_nothing(
    app: Flask, ada: Account, article: Article
) -> None:
    names = [to_text(ids.new_id()) for _ in range(8)]
    ada_id = ada.id

    def tell(name: str) -> None:
        with clock.stopped_at(MONDAY):
            note_visit(article_or_404("the-bridge"), by=db.session.get_one(Account, ada_id), seen=[name])

    at_once(app, [partial(request, app, partial(tell, name)) for name in names])
    visit = db.session.scalars(select(Visit)).one()
    assert visit.seen == names
