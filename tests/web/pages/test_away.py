"""The database does not answer: readers get the last page, and who wants to write is told."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import pytest
from flask import Flask
from sqlalchemy import text

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.web.pages import front
from tests.factories import say
from tests.visiting import Visitor, told_of_writing
from tests.web.pages.asking import ask, shared_pages

PAGE = "/articles/the-bridge"


@contextmanager
def away(patience: pytest.MonkeyPatch) -> Iterator[None]:
    """Not even reading is possible."""
    patience.setattr("forum.db.BUSY_TIMEOUT_MS", 50)
    db.session.commit()
    db.engine.dispose()  # connections learn it when they are opened
    with _locked_sqlite() if db.engine.dialect.name == "sqlite" else _locked_postgresql():
        yield
    patience.undo()
    db.engine.dispose()


@contextmanager
def _locked_sqlite() -> Iterator[None]:
    with closing(sqlite3.connect(str(db.engine.url.database), isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = TRUNCATE")  # in the other mode one may always read
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def _locked_postgresql() -> Iterator[None]:
    with db.engine.connect() as other:
        other.execute(text("LOCK TABLE article, alembic_version IN ACCESS EXCLUSIVE MODE"))
        yield


@pytest.fixture
def known(app: Flask, ada: Account, article: Article) -> Iterator[None]:
    """A page that is there, of before something was written."""
    say(ada, article, "I was there.")
    assert "I was there." in ask(app, PAGE).text
    say(ada, article, "I was there twice.")
    db.session.commit()
    told_of_writing(app)
    yield
    told_of_writing(app)


@pytest.mark.usefixtures("known")
def test_readers_get_the_last_page_and_the_true_one_as_soon_as_it_can_be_made(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with away(monkeypatch):
        for _ in range(3):
            last = ask(app, PAGE)
            assert last.status_code == 200
            assert "I was there." in last.text
            assert "twice" not in last.text
    told_of_writing(app)
    assert "I was there twice." in ask(app, PAGE).text


@pytest.mark.usefixtures("known")
def test_after_a_while_they_are_told(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    outage = pytest.MonkeyPatch()
    outage.setattr(front, "OUTAGE", 0.0)
    with away(monkeypatch):
        told = ask(app, PAGE)
        assert told.status_code == 503
        assert told.headers["Retry-After"] == "5"
        assert not told.cache_control.public
    outage.undo()


@pytest.mark.usefixtures("known")
def test_a_page_that_nobody_had_asked_for_is_not_made_up(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with away(monkeypatch):
        assert ask(app, f"{PAGE}?sort=oldest").status_code == 503
    assert len(shared_pages(app).shelf) == 1


@pytest.mark.usefixtures("known")
def test_who_writes_is_told_to_try_again_and_has_written_nothing(
    app: Flask, visitor: Callable[..., Visitor], ada: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    member = visitor(ada)
    with away(monkeypatch):
        answer = member.post(f"{PAGE}/comments", body="An hour's work.")
        assert answer.status_code == 503
        assert "An hour&#39;s work." in answer.text
        assert ask(app, PAGE).status_code == 200
    assert db.session.scalar(text("SELECT count(*) FROM comment")) == 2
