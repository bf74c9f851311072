"""All rows of a database as they are at one moment, put back in milliseconds as often as something begins anew.

*Why.* A site that has one of everything is made by dozens of the real verbs. Thousands of times it is wanted as it was
just now: to copy its rows takes a twentieth of the time.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol, cast

from sqlalchemy import Engine

from forum.db import Base
from tests.databases import UNGUARDED


class Kept(Protocol):
    """The rows of one database at one moment."""

    def put_back(self) -> None:
        """Every table holds them again and no other; who has a transaction open has ended it."""


def keep(engine: Engine, name: str) -> Kept:
    """What is committed now. PostgreSQL has one place for each `name`: what stood there before is kept no longer."""
    return KeptOfSqlite(engine) if engine.dialect.name == "sqlite" else KeptOfPostgresql(engine, f"kept_{name}")


class KeptOfSqlite:
    """Page by page, in memory."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.copy = sqlite3.connect(":memory:")
        with _driver(engine) as live:
            live.backup(self.copy)

    def put_back(self) -> None:
        with _driver(self.engine) as live:
            self.copy.backup(live)

    def __del__(self) -> None:
        self.copy.close()


class KeptOfPostgresql:
    """Table by table, in a schema beside the site's own."""

    def __init__(self, engine: Engine, schema: str) -> None:
        self.engine = engine
        tables = [table.name for table in Base.metadata.sorted_tables]
        pairs = [(f'public."{table}"', f'{schema}."{table}"') for table in tables]
        made = [f"CREATE UNLOGGED TABLE IF NOT EXISTS {kept} (LIKE {live})" for live, kept in pairs]
        filled = [_copied(live, kept) for live, kept in pairs]
        self._run(f"CREATE SCHEMA IF NOT EXISTS {schema}", *made, *filled)
        self.back = [UNGUARDED, *(_copied(kept, live) for live, kept in pairs)]

    def put_back(self) -> None:
        self._run(*self.back)

    def _run(self, *statements: str) -> None:
        """In one transaction, and one round trip."""
        with _driver(self.engine) as live:
            live.execute("; ".join(statements))
            live.commit()


def _copied(source: str, target: str) -> str:
    return f"DELETE FROM {target}; INSERT INTO {target} SELECT * FROM {source}"


@contextmanager
def _driver(engine: Engine) -> Iterator[Any]:
    """The driver's own connection: what is done on it is nobody's transaction."""
    connection = engine.raw_connection()
    try:
        yield cast(Any, connection.driver_connection)
    finally:
        connection.close()
