"""F37: a backup while readers write holds all that was acknowledged before it began, and costs nobody a comment."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from threading import Event

import click
import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.backup.copying import copy_out, put_in_place
from forum.db import db
from forum.errors import Conflict
from tests.at_once import at_once, request
from tests.cli.backup.archives import ids
from tests.cli.conftest import Forum
from tests.factories import say

BEFORE, AFTER, WRITES = 30, 60, 40


def test_all_that_was_acknowledged_before_it_began_is_in_it(
    app: Flask, forum_here: Forum, elsewhere: Forum, ada: Account, article: Article, tmp_path: Path
) -> None:
    ledger: list[int] = []
    enough, finished = Event(), Event()
    person_id, article_id, file = ada.id, article.id, tmp_path / "made.zip"

    def post() -> int:
        return say(db.session.get_one(Account, person_id), article_to_change(article_id)).id

    def write() -> None:
        while not finished.is_set() or len(ledger) < AFTER:
            ledger.append(request(app, post))
            if len(ledger) >= BEFORE:
                enough.set()

    def back_up() -> tuple[list[int], int]:
        enough.wait()
        acknowledged = list(ledger)
        try:
            with app.app_context():
                return acknowledged, forum_here("backup", file).exit_code
        finally:
            finished.set()

    acknowledged, status = at_once(app, [write, write, back_up])[2] or ([], 1)  # a writer that is refused fails here
    assert status == 0
    assert len(acknowledged) >= BEFORE
    held = set(ids(file, "comment"))
    assert set(acknowledged) <= held <= set(ledger)
    assert elsewhere("restore", file).exit_code == 0
    assert elsewhere("recount", "--check").exit_code == 0


@pytest.fixture(params=["delete", "wal"])
def large(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A database of many steps, 12 MB, with each kind of journal: two counts in it are always the same."""
    file = tmp_path / "large.sqlite3"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA journal_mode = WAL" if request.param == "wal" else "PRAGMA journal_mode = DELETE")
        connection.execute("CREATE TABLE first (number INTEGER)")
        connection.execute("CREATE TABLE words (body TEXT)")
        connection.executemany("INSERT INTO words VALUES (?)", [("x" * 60_000,)] * 200)
        connection.execute("CREATE TABLE last (number INTEGER)")
        connection.execute("INSERT INTO first VALUES (0)")
        connection.execute("INSERT INTO last VALUES (0)")
        connection.commit()
    return file


def test_a_copy_that_lets_writers_in_after_every_step_is_still_one_moment(large: Path, tmp_path: Path) -> None:
    copy, begun = tmp_path / "copy.sqlite3", Event()

    def write() -> int:
        with closing(sqlite3.connect(large, timeout=5)) as connection:
            for _ in range(WRITES):
                connection.execute("UPDATE first SET number = number + 1")
                connection.execute("UPDATE last SET number = number + 1")
                connection.commit()
                begun.set()
        return WRITES

    with ThreadPoolExecutor(1) as pool:
        writing = pool.submit(write)
        begun.wait()
        copy_out(large, copy, hold=0)
        assert writing.result() == WRITES  # none was refused
    with closing(sqlite3.connect(copy)) as connection:
        (first,) = connection.execute("SELECT number FROM first").fetchone()
        (last,) = connection.execute("SELECT number FROM last").fetchone()
        assert 0 < first == last
        assert connection.execute("SELECT count(*), sum(length(body)) FROM words").fetchone() == (200, 12_000_000)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_database_is_put_in_place_of_one_with_another_journal(large: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.sqlite3"
    with closing(sqlite3.connect(fresh)) as connection:
        connection.execute("CREATE TABLE words (body TEXT)")
        connection.executemany("INSERT INTO words VALUES (?)", [("y" * 60_000,)] * 100)
        connection.commit()
    with click.progressbar(length=1) as bar:
        put_in_place(fresh, large, bar)
    with closing(sqlite3.connect(large)) as connection:
        assert connection.execute("SELECT count(*), max(body) = ? FROM words", ["y" * 60_000]).fetchone() == (100, 1)
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_site_that_is_written_to_without_a_pause_is_told_of_after_a_while(large: Path, tmp_path: Path) -> None:
    with pytest.raises(Conflict, match="Stop the site for it"):
        copy_out(large, tmp_path / "copy.sqlite3", patience=0)
