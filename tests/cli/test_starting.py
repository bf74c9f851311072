"""A database that is not there yet, however many ask for it at once and whoever serves it."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, inspect

from forum.db import db
from tests.cli.conftest import Forum

ROOT = Path(__file__).parent.parent.parent
# What every worker of a server does first.
WORKER = "import wsgi; print(wsgi.app.test_client().get('/', base_url='http://localhost:8000').status_code)"
COMMAND = "from forum.cli.main import main; main(['section', 'Television'])"


@pytest.fixture
def nowhere_yet(app: Flask, tmp_path: Path) -> Iterator[str]:
    """The address of a database without tables, on each of the two in turn."""
    if db.engine.dialect.name == "sqlite":
        yield f"sqlite:///{tmp_path / 'fresh.sqlite3'}"
        return
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CREATE DATABASE fresh")
        yield db.engine.url.set(database="fresh").render_as_string(hide_password=False)
        connection.exec_driver_sql("DROP DATABASE fresh WITH (FORCE)")


def started(script: str, database_url: str, folder: Path) -> "subprocess.Popen[str]":
    environ = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    environ |= {"FORUM_DATA_DIR": str(folder), "FORUM_DATABASE_URL": database_url, "PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    return subprocess.Popen([sys.executable, "-c", script], env=environ, stdout=pipe, stderr=pipe, text=True)


@pytest.mark.parametrize(
    ("script", "answer"), [(WORKER, "200"), (COMMAND, "Television: comments do not close by age.")]
)
def test_of_four_that_start_at_once_one_makes_the_database(
    nowhere_yet: str, tmp_path: Path, script: str, answer: str
) -> None:
    starting = [started(script, nowhere_yet, tmp_path) for _ in range(4)]
    said = [process.communicate(timeout=60) for process in starting]
    assert [process.returncode for process in starting] == [0] * 4, said
    assert [printed.strip() for printed, _ in said] == [answer] * 4
    assert sum("Making the database." in error for _, error in said) == 1
    engine = create_engine(nowhere_yet)
    assert "comment" in inspect(engine).get_table_names()
    engine.dispose()


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
