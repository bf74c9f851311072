"""Bringing the database up to date; an older one is copied first.

*Why one at a time.* A server starts several workers at once, and each finds the same empty folder. The first makes
the database while the others wait, however long that takes, and then find it made. Whoever dies lets go by dying.
"""

import fcntl
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from forum import clock
from forum.db import db

# Any number will do, as long as nothing else on this database takes its turns by it.
TURN = 0x466F72756D


def bring_up_to_date(say: Callable[[str], object]) -> None:
    """Make the schema when there is none; migrate an older one, after a backup beside it where that is a file."""
    with _alone() as connection:
        current = _revision(connection)
        if current is None:
            _make(connection, say)
        elif current != (head := ScriptDirectory.from_config(_config()).get_current_head()):
            say(_back_up(current))
            say(f"Migrating the database from {current} to {head}.")
            _run(connection)


def make_when_there_is_none(say: Callable[[str], object]) -> None:
    """Make the schema when there is none; an older one is left as it is."""
    with _alone() as connection:
        if _revision(connection) is None:
            _make(connection, say)


@contextmanager
def _alone() -> Iterator[Connection]:
    """A transaction in which nobody else makes or migrates this database."""
    if db.engine.dialect.name != "sqlite":
        with db.engine.begin() as connection:
            connection.execute(select(func.pg_advisory_xact_lock(TURN)))
            yield connection
        return
    file = str(db.engine.url.database)
    with _private(f"{file}.lock").open() as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        _private(file)
        with db.engine.begin() as connection:
            yield connection


def _private(name: str) -> Path:
    """The file, made for its owner alone when there is none; SQLite gives a journal the mode of its database.

    One that exists is not even opened: closing it would undo every lock that this process has on it.
    """
    path = Path(name)
    with suppress(FileExistsError):
        path.touch(mode=0o600, exist_ok=False)
    return path


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _make(connection: Connection, say: Callable[[str], object]) -> None:
    say("Making the database.")
    _run(connection)


def _run(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _back_up(revision: str) -> str:
    """Copy a SQLite database beside itself; what was done, in a sentence."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        return "This database is not a file, so no copy was made: keep a backup of your own (pg_dump)."
    copy = _private(f"{url.database}.{revision}.{clock.now():%Y%m%d-%H%M%S}.backup")
    with closing(sqlite3.connect(url.database)) as source, closing(sqlite3.connect(copy)) as target:
        source.backup(target)
    return f"A copy of the database as it was: {copy}"
