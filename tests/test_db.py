"""The ground under every row: moments keep their zone, and SQLite is shared safely."""

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import text, update
from sqlalchemy.exc import OperationalError, StatementError

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.transactions import wal_is_safe
from tests.at_once import at_once, request


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_given_in(article: Article) -> None:
    article.closes_at = datetime(2026, 3, 2, 8, 30, 0, 123456, timezone(timedelta(hours=5, minutes=45)))
    db.session.commit()
    assert article.closes_at == datetime(2026, 3, 2, 2, 45, 0, 123456, UTC)
    assert article.closes_at.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(article: Article) -> None:
    article.closes_at = datetime(2026, 3, 2, 8)
    with pytest.raises(StatementError, match="without a time zone"):
        db.session.flush()


@pytest.mark.parametrize(
    ("version", "safe"),
    [
        ((3, 6, 23), True),
        ((3, 7, 0), False),
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((4, 0, 0), True),
    ],
)
def test_wal_is_used_only_where_sqlite_is_free_of_its_bug(version: tuple[int, int, int], safe: bool) -> None:
    assert wal_is_safe(version) is safe


def test_sqlite_keeps_keys_and_the_journal_that_its_version_can_be_trusted_with(app: Flask) -> None:
    if db.engine.dialect.name != "sqlite":
        return
    assert db.session.scalar(text("PRAGMA foreign_keys")) == 1
    expected = "wal" if wal_is_safe(sqlite3.sqlite_version_info) else "truncate"
    assert db.session.scalar(text("PRAGMA journal_mode")) == expected


@pytest.fixture
def somebody_writes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """And does not stop; we wait for a second."""
    if db.engine.dialect.name == "sqlite":
        db.session.commit()
        monkeypatch.setattr("forum.transactions.BUSY_TIMEOUT_MS", 1_000)
        db.engine.dispose()  # connections learn it when they are opened
        other = sqlite3.connect(str(db.engine.url.database), isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        yield
        other.close()
        monkeypatch.undo()
        db.engine.dispose()
    else:
        yield


def test_a_writer_waits_once_however_many_wait_before_it(app: Flask, somebody_writes: None) -> None:
    """The time in our queue and that at SQLite's own lock are one: they used to be added."""
    if db.engine.dialect.name != "sqlite":
        return

    def write() -> float:
        began = time.monotonic()
        with pytest.raises(OperationalError), app.app_context():
            db.session.execute(text("DELETE FROM draft"))
        return time.monotonic() - began

    waited = at_once(app, [write] * 6)
    assert min(waited) > 0.9
    assert max(waited) < 1.8


def test_of_what_eight_threads_read_and_write_nothing_is_lost(app: Flask, ada: Account) -> None:
    """SQLAlchemy's default on SQLite lost four of five updates here, silently."""
    ada_id = ada.id

    def add() -> None:
        bio = db.session.get_one(Account, ada_id, with_for_update=True).bio
        db.session.execute(update(Account).where(Account.id == ada_id).values(bio=bio + "."))

    def work() -> None:
        for _ in range(25):
            request(app, add)

    at_once(app, [work] * 8)
    assert ada.bio == "." * 200


def test_after_a_connection_broke_in_the_middle_the_next_writer_begins(app: Flask) -> None:
    """What a writer held is let go of, whatever became of its connection."""
    for _ in range(2):
        db.session.execute(text("DELETE FROM draft"))
        db.session.connection().invalidate()
        db.session.rollback()
    db.session.execute(text("DELETE FROM draft"))
    db.session.commit()
