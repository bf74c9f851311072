"""What another lane commits between two statements, seen as PostgreSQL shows it to the one that goes on."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, UpdateBase, event

from forum.db import db


@contextmanager
def meanwhile(before: str, change: UpdateBase) -> Iterator[None]:
    """`change` is made once, on the same line, before the first statement that begins with `before`."""
    waits = [change]

    def look(connection: Connection, cursor: Any, statement: str, *_: object) -> None:
        if waits and statement.startswith(before):
            connection.execute(waits.pop())

    event.listen(db.engine, "before_cursor_execute", look)
    try:
        yield
        assert not waits, "nothing came between"
    finally:
        event.remove(db.engine, "before_cursor_execute", look)
