"""What is known of each database, table by table, until somebody writes to it: most requests write nothing.

Thousands of requests are each held against every row of every table. To read them all again after each took most of the
time of these tests.
"""

import re
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, event

Rows = dict[str, dict[tuple[Any, ...], dict[str, Any]]]

_known: WeakKeyDictionary[Engine, Rows] = WeakKeyDictionary()
_ONE = re.compile(r'\s*(?:INSERT INTO|UPDATE)\s+"?(\w+)')
_NOTHING = re.compile(r"\s*(?:SELECT|PRAGMA|BEGIN|SAVEPOINT|RELEASE|ROLLBACK|SHOW)\b")
EVERY = "*"


def known_of(engine: Engine) -> Rows:
    """By table; whoever finds none there reads it and puts it there."""
    return _known.setdefault(engine, {})


@event.listens_for(Engine, "before_cursor_execute")
def _note(connection: Connection, cursor: object, statement: str, *_: object) -> None:
    """What is inserted and updated is one table's; whatever else is not reading may go on through keys to any."""
    if not _NOTHING.match(statement):
        one = _ONE.match(statement)
        connection.info.setdefault("written", set()).add(one[1] if one else EVERY)
        _forget(connection)


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
