"""A database that fails for real: one that breaks at a write, one that somebody else has locked."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count

import pytest
from sqlalchemy import text

from forum.db import db

_numbers = count()
SECRET = "the disk is on fire"
_ON_SQLITE = (
    f"CREATE TRIGGER broken_{{2}} BEFORE {{1}} ON {{0}} BEGIN SELECT RAISE(ABORT, '{SECRET}'); END",
    "DROP TRIGGER broken_{2}",
)
_ON_POSTGRESQL = (
    f"CREATE FUNCTION burn() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE EXCEPTION '{SECRET}'; END$$;"
    "CREATE TRIGGER broken BEFORE {1} ON {0} FOR EACH ROW EXECUTE FUNCTION burn()",
    "DROP FUNCTION burn CASCADE",
)


@contextmanager
def broken(table: str, at: str = "INSERT") -> Iterator[None]:
    """Whatever inserts into (or updates) the table fails."""
    make, mend = _ON_SQLITE if db.engine.dialect.name == "sqlite" else _ON_POSTGRESQL
    # Always another name: a pooled connection that has not seen the last one dropped would say that it is there.
    number = next(_numbers)
    _run(make.format(table, at, number))
    try:
        yield
    finally:
        db.session.rollback()
        _run(mend.format(table, at, number))


@contextmanager
def gone(table: str) -> Iterator[None]:
    """Whatever asks the table fails, from now on and at once."""
    _run(f"ALTER TABLE {table} RENAME TO elsewhere")
    try:
        yield
    finally:
        db.session.rollback()
        _run(f"ALTER TABLE elsewhere RENAME TO {table}")


@contextmanager
def locked(patience: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody else is writing and does not stop; our patience with them is a twentieth of a second."""
    with _held(patience, ["BEGIN IMMEDIATE"], "LOCK TABLE article IN ACCESS EXCLUSIVE MODE"):
        yield


@contextmanager
def away(patience: pytest.MonkeyPatch) -> Iterator[None]:
    """Not even reading is possible."""
    alone = ["PRAGMA journal_mode = TRUNCATE", "BEGIN EXCLUSIVE"]  # in the other mode one may always read
    with _held(patience, alone, "LOCK TABLE article, alembic_version IN ACCESS EXCLUSIVE MODE"):
        yield


@contextmanager
def _held(patience: pytest.MonkeyPatch, on_sqlite: Sequence[str], on_postgresql: str) -> Iterator[None]:
    patience.setattr("forum.transactions.BUSY_TIMEOUT_MS", 50)
    db.session.commit()
    db.engine.dispose()  # connections learn it when they are opened
    try:
        if db.engine.dialect.name == "sqlite":
            with closing(sqlite3.connect(str(db.engine.url.database), isolation_level=None)) as other:
                for statement in on_sqlite:
                    other.execute(statement)
                yield
        else:
            with db.engine.connect() as connection:
                connection.execute(text(on_postgresql))
                yield
    finally:
        patience.undo()
        db.engine.dispose()


def _run(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql(statement)
