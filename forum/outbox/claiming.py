"""Whose turn it is: a row is claimed by a token and for a time, kept while it is worked on, and let go."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Delete, Update, bindparam, delete, select, update

from forum import clock
from forum.db import db, rows_changed
from forum.outbox.models import Fact

# Longer than what follows from anything may take, a conversation with a mail server included (`mail.line.Patience`):
# were it shorter, a second worker would begin while the first is still at it.
LEASE = timedelta(minutes=5)

# Asked for every second while there is nothing to do. Rows that somebody else claims this moment are passed by.
_NEXT = (
    select(Fact)
    .where(Fact.set_aside_at.is_(None), Fact.due_at <= bindparam("now"))
    .order_by(Fact.due_at, Fact.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)


class Lost(Exception):
    """The lease ran out, and somebody else took the row over."""


class Later(Exception):
    """What follows cannot happen yet, through no fault of ours: look again at `at`. What was done so far stays."""

    def __init__(self, at: datetime, reason: str) -> None:
        super().__init__(reason)
        self.at = at
        self.reason = reason


@dataclass(frozen=True)
class Claim:
    """A row that is ours until its lease ends."""

    fact_id: int
    name: str
    payload: dict[str, Any]
    tries: int
    token: str


def claim_next() -> Claim | None:
    """The row that is due longest, now ours; the caller commits. None when nothing is due."""
    row = db.session.scalars(_NEXT, {"now": clock.now()}).first()
    return _claimed(row) if row else None


def claim_this(fact_id: int) -> Claim | None:
    """One row, due or not; None when it is gone or somebody works on it."""
    row = db.session.get(Fact, fact_id, with_for_update={"skip_locked": True}, populate_existing=True)
    return _claimed(row) if row and (row.lease is None or row.due_at <= clock.now()) else None


def _claimed(row: Fact) -> Claim:
    row.lease, row.due_at = secrets.token_hex(16), clock.now() + LEASE
    return Claim(row.id, row.name, row.payload, row.tries, row.lease)


def renew(claim: Claim) -> None:
    """Lost when it is no longer ours."""
    _ours(claim, update(Fact).values(due_at=clock.now() + LEASE))


def put_off(claim: Claim, later: Later) -> None:
    _ours(claim, update(Fact).values(due_at=later.at, lease=None, last_error=later.reason))


def note_failure(claim: Claim, reason: str, again_at: datetime | None) -> None:
    """It failed; None sets it aside."""
    done = {"tries": claim.tries + 1, "lease": None, "last_error": reason}
    when = {"set_aside_at": clock.now()} if again_at is None else {"due_at": again_at}
    _ours(claim, update(Fact).values(done | when))


def finish(claim: Claim) -> None:
    """Everything has followed: the fact is forgotten."""
    _ours(claim, delete(Fact))


def _ours(claim: Claim, change: Update | Delete) -> None:
    if rows_changed(change.where(Fact.id == claim.fact_id, Fact.lease == claim.token)) != 1:
        raise Lost
