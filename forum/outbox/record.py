"""Recording: a row in the caller's transaction, and a nudge for the worker once that is committed."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from sqlalchemy import event as happening
from sqlalchemy import insert
from sqlalchemy.orm import Session

from forum import clock
from forum.db import db
from forum.ids import new_id
from forum.outbox.events import payload_of
from forum.outbox.models import Fact

# Set when this process committed something to do: its own worker need not wait for its next look.
NUDGE = threading.Event()
_RECORDED = "outbox: recorded"
_of_the_past: ContextVar[bool] = ContextVar("of the past", default=False)


def record(happened: Any, at: datetime | None = None) -> Fact:
    """Note that it happened; what follows is begun after the commit, or at `at`."""
    row = Fact(**_columns(happened, at))
    if not _of_the_past.get():
        db.session.add(row)
        db.session.info[_RECORDED] = True
    return row


def record_many(happened: Sequence[tuple[Any, datetime | None]]) -> None:
    """As `record`, for thousands in one statement: each with when its consequences are due."""
    if happened and not _of_the_past.get():
        db.session.execute(insert(Fact), [{"id": new_id(), **_columns(each, at)} for each, at in happened])
        db.session.info[_RECORDED] = True


def _columns(happened: Any, at: datetime | None) -> dict[str, Any]:
    now = clock.now()
    return {"name": type(happened).__name__, "payload": payload_of(happened), "created_at": now, "due_at": at or now}


@contextmanager
def without_consequences() -> Iterator[None]:
    """Inside the block nothing follows from what is done: it happened elsewhere or long ago, and nobody is told."""
    token = _of_the_past.set(True)
    try:
        yield
    finally:
        _of_the_past.reset(token)


@happening.listens_for(Session, "after_commit")
def _nudge(session: Session) -> None:
    if session.info.pop(_RECORDED, False):
        NUDGE.set()


@happening.listens_for(Session, "after_rollback")
def _forget(session: Session) -> None:
    session.info.pop(_RECORDED, None)
