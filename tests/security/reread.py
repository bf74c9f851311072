"""What is known of each database, table by table, until somebody writes to it: most requests write nothing.

Thousands of requests are each held against every row of every table. To read them all again after each took most of the
time of these tests.
"""

import re
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event, select

from forum.db import Base, db

Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]

_known: WeakKeyDictionary[Engine, Rows] = WeakKeyDictionary()
_ONE = re.compile(r'\s*(?:INSERT INTO|UPDATE)\s+"?(\w+)')
_LESS = re.compile(r'\s*DELETE FROM\s+"?(\w+)')
_NOTHING = re.compile(r"\s*(?:SELECT|PRAGMA|BEGIN|SAVEPOINT|RELEASE|ROLLBACK|SHOW)\b")
EVERY = "*"


def rows() -> Rows:
    """Every row of every table, by table and key. They are not to be changed: what nobody wrote to is read once."""
    db.session.commit()
    known = known_of(db.engine)
    with db.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            if table.name not in known:
                known[table.name] = {
                    tuple(row[column] for column in table.primary_key): dict(row)
                    for row in connection.execute(select(table)).mappings()
                }
    return dict(known)


def known_of(engine: Engine) -> Rows:
    """By table; whoever finds none there reads it and puts it there."""
    return _known.setdefault(engine, {})


@event.listens_for(Engine, "before_cursor_execute")
def _note(connection: Connection, cursor: object, statement: str, *_: object) -> None:
    if not _NOTHING.match(statement):
        connection.info.setdefault("written", set()).update(_written_by(statement))
        _forget(connection)


def _written_by(statement: str) -> frozenset[str]:
    """What is inserted or updated is one table's, a deletion goes on through keys; of the rest nothing is known."""
    one, less = _ONE.match(statement), _LESS.match(statement)
    if less and ";" not in statement:
        return _reached(less[1])
    return frozenset({one[1] if one and ";" not in statement else EVERY})


@cache
def _reached(name: str) -> frozenset[str]:
    """The table, and those whose rows go or change with its own."""
    held = {
        table.name
        for table in Base.metadata.tables.values()
        for key in table.foreign_keys
        if key.column.table.name == name and key.ondelete and table.name != name
    }
    return frozenset({name}).union(*map(_reached, held))


@event.listens_for(Engine, "commit")
@event.listens_for(Engine, "rollback")
def _forget_at_the_end(connection: Connection) -> None:
    """Of a connection that broke nobody knows what it had written."""
    if connection.invalidated:
        _known.pop(connection.engine, None)
        return
    _forget(connection)
    connection.info.pop("written", None)


def _forget(connection: Connection) -> None:
    known, written = _known.get(connection.engine), connection.info.get("written", ())
    if known:
        for name in list(known) if EVERY in written else written:
            known.pop(name, None)
