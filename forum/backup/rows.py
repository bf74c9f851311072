"""Rows out of a database as lines, and back into one."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    MetaData,
    String,
    Table,
    collate,
    exists,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.schema import AddConstraint, DropConstraint

from forum.backup.spelling import line_of, reader_of

# As many rows as are in memory at a time: each may have 64 kB of words, twice.
BATCH = 500


def count(connection: Connection, table: Table) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """Every row as a line, in the order of the key, which is the same on every database."""
    query = select(table).order_by(*(_by_bytes(column, connection) for column in table.primary_key))
    with connection.execute(query, execution_options={"yield_per": BATCH}) as rows:
        for row in rows:
            yield line_of(row)


def load(connection: Connection, table: Table, lines: Iterable[bytes]) -> None:
    """Insert what the lines say."""
    rows = map(reader_of(table), lines)
    while batch := list(islice(rows, BATCH)):
        connection.execute(insert(table), batch)


def holds_rows(connection: Connection) -> bool:
    """Whether any table but Alembic's holds anything, whoever made it."""
    found = MetaData()
    found.reflect(connection, only=lambda name, _: name != "alembic_version")
    return any(connection.scalar(select(exists(select(literal(1)).select_from(t)))) for t in found.tables.values())


@contextmanager
def references_set_aside(connection: Connection, tables: Sequence[Table]) -> Iterator[None]:
    """Inside the block a reply may come before what it answers; afterwards PostgreSQL has looked at every one."""
    found = MetaData()
    found.reflect(connection, only=[table.name for table in tables])
    references = [key for table in found.sorted_tables for key in table.foreign_key_constraints]
    for reference in references:
        connection.execute(DropConstraint(reference))
    yield
    for reference in references:
        connection.execute(AddConstraint(reference))


def _by_bytes(column: Column[Any], connection: Connection) -> ColumnElement[Any]:
    """PostgreSQL orders words by the habits of a language unless it is told not to."""
    if connection.dialect.name == "postgresql" and isinstance(column.type, String):
        return collate(column, "C")
    return column
