"""What is kept of a visit, and how a page tells of it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from flask import Flask
from sqlalchemy import func, select

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_or_404
from forum.config import MarkNew
from forum.db import db
from forum.discussion.forms import SEEN_AT_ONCE, parse_newest, parse_seen
from forum.discussion.models import Visit
from forum.discussion.visiting import MOST_SEEN, note_visit, since_last_visit
from forum.ids import to_text
from tests.at_once import at_once, request
from tests.discussion.coming import LATER, MINUTE, MONDAY, comes
from tests.factories import say
from tests.visiting import Visitor


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
