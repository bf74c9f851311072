"""A database that is not there yet, however many ask for it at once and whoever serves it."""

import os
import sqlite3
import stat
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect

from forum.app import create_app
from forum.db import db
from forum.migrations.upgrading import bring_up_to_date
from tests.at_once import at_once
from tests.cli.conftest import Forum
from tests.databases import settings_for

ROOT = Path(__file__).parent.parent.parent
# What every worker of a server does first.
WORKER = "import wsgi; print(wsgi.app.test_client().get('/', base_url='http://localhost:8000').status_code)"


def worker(database_url: str, folder: Path) -> "subprocess.Popen[str]":
    environ = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    environ |= {"FORUM_DATA_DIR": str(folder), "FORUM_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", WORKER], env=environ, stdout=pipe, stderr=pipe, text=True)


def tables(database_url: str) -> list[str]:
    engine = create_engine(database_url)
    try:
        return inspect(engine).get_table_names()
    finally:
        engine.dispose()


def test_of_six_that_start_at_once_one_makes_the_database(
    app: Flask, nowhere_yet: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # They wait for as long as it takes, not only for as long as a writer does.
    monkeypatch.setattr("forum.transactions.BUSY_TIMEOUT_MS", 1)
    said: list[str] = []
    # One after the other: threads that build routes at once meet CPython's gh-106905 now and then.
    sites = [create_app(settings_for(nowhere_yet, tmp_path)) for _ in range(6)]

    def start(site: Flask) -> None:
        with site.app_context():
            bring_up_to_date(said.append)
            db.engine.dispose()

    at_once(app, [partial(start, site) for site in sites])
    assert said == ["Making the database."]
    assert "comment" in tables(nowhere_yet)


def test_any_server_can_start_the_site_in_an_empty_folder(nowhere_yet: str, tmp_path: Path) -> None:
    workers = [worker(nowhere_yet, tmp_path) for _ in range(2)]
    said = [process.communicate(timeout=120) for process in workers]
    assert [printed.strip() for printed, _ in said] == ["200", "200"], said
    assert sum("Making the database." in error for _, error in said) == 1


def test_the_database_is_its_owners_alone_and_so_is_a_copy_of_it(forum: Forum, tmp_path: Path) -> None:
    assert forum("section", "Television").exit_code == 0
    database = tmp_path / "forum.sqlite3"
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'older'")
    connection.close()
    # There is no such version to come from, so that it fails; but only after the copy was made.
    assert "A copy of the database as it was" in forum("section", "Television").stderr
    (copy,) = tmp_path.glob("*.backup")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == ("older",)
    connection.close()
    assert {stat.S_IMODE(file.stat().st_mode) for file in (database, copy)} == {0o600}
