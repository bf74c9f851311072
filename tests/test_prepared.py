"""How a transaction ends that nobody commits."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, func, select, text, update
from sqlalchemy.exc import DatabaseError

from forum.accounts.models import Account
from forum.db import db

NAMES = select(Account.display_name)
# Each gives Ada another name; only the first begins as a statement that we make does.
WAYS = [
    "UPDATE account SET display_name = 'Other'",
    "update account set display_name = 'Other'",
    "/* SELECT */ UPDATE account SET display_name = 'Other'",
    "WITH changed AS (UPDATE account SET display_name = 'Other' RETURNING id) SELECT count(*) FROM changed",
]


@pytest.fixture
def connection(ada: Account) -> Iterator[Connection]:
    db.session.commit()
    with db.engine.connect() as connection:
        yield connection


def names(connection: Connection) -> list[str]:
    return list(connection.scalars(NAMES))


def test_statements_stay_prepared_when_what_only_read_is_over(connection: Connection) -> None:
    if connection.dialect.name != "postgresql":
        return
    prepared = text("SELECT count(*) FROM pg_prepared_statements WHERE statement = :words")
    for _ in range(8):
        assert names(connection) == ["Ada"]
        connection.rollback()
    assert connection.scalar(prepared, {"words": str(NAMES.compile(connection))}) == 1


@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize("reads_first", [True, False], ids=["after it read", "at once"])
def test_what_was_written_and_not_committed_is_gone(connection: Connection, how: str, reads_first: bool) -> None:
    if connection.dialect.name == "sqlite" and how.startswith("WITH"):
        return
    if reads_first:
        assert names(connection) == ["Ada"]
    connection.exec_driver_sql(how)
    assert names(connection) == ["Other"]
    connection.rollback()
    assert names(connection) == ["Ada"]


def test_so_is_what_a_failure_or_a_part_of_it_left(connection: Connection) -> None:
    connection.execute(update(Account).values(display_name="Other"))
    with pytest.raises(DatabaseError):
        connection.execute(select(func.no_such_function()))
    connection.rollback()
    assert names(connection) == ["Ada"]
    with connection.begin_nested():
        connection.execute(update(Account).values(display_name="Other"))
    connection.rollback()
    assert names(connection) == ["Ada"]


def test_so_is_what_was_written_on_the_drivers_own_connection(ada: Account) -> None:
    """Which nobody here began a transaction on; even where one that only read has just ended."""
    db.session.commit()
    if db.engine.dialect.name == "sqlite":  # whose driver begins nothing by itself
        return
    with db.engine.connect() as connection:
        assert names(connection) == ["Ada"]
        connection.rollback()
        connection.connection.cursor().execute(WAYS[0])
        connection.connection.rollback()
        assert names(connection) == ["Ada"]
    raw = db.engine.raw_connection()
    raw.cursor().execute("SELECT 1")
    raw.cursor().execute(WAYS[0])
    raw.close()
    assert list(db.session.scalars(NAMES)) == ["Ada"]
