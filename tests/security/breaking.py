"""A database that fails for real: one that breaks at a write, one that somebody else has locked."""

import sqlite3
from collections.abc import Iterator
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
def locked(patience: pytest.MonkeyPatch) -> Iterator[None]:
    """Somebody else is writing and does not stop; our patience with them is a twentieth of a second."""
    patience.setattr("forum.db.BUSY_TIMEOUT_MS", 50)
    db.session.commit()
    db.engine.dispose()  # connections learn it when they are opened
    try:
        with _locked_sqlite() if db.engine.dialect.name == "sqlite" else _locked_postgresql():
            yield
    finally:
        patience.undo()
        db.engine.dispose()


@contextmanager
def _locked_sqlite() -> Iterator[None]:
    with closing(sqlite3.connect(str(db.engine.url.database), isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def _locked_postgresql() -> Iterator[None]:
    with db.engine.connect() as other:
        other.execute(text("LOCK TABLE article IN ACCESS EXCLUSIVE MODE"))
        yield


def _run(statement: str) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql(statement)
