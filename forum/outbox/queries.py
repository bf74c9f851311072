"""What the outbox holds: for `forum outbox`, `forum doctor` and the gauges."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, select, update

from forum import clock
from forum.db import db
from forum.outbox.models import Fact
from forum.outbox.record import NUDGE


def waiting() -> tuple[int, datetime | None]:
    """How many facts have consequences to come that are due, and since when the oldest of them."""
    due = Fact.set_aside_at.is_(None) & (Fact.due_at <= clock.now())
    count, oldest = db.session.execute(select(func.count(), func.min(Fact.due_at)).where(due)).one()
    return count, oldest


def set_aside_count() -> int:
    return db.session.scalar(select(func.count()).where(Fact.set_aside_at.is_not(None))) or 0


def set_aside() -> Sequence[Fact]:
    return db.session.scalars(select(Fact).where(Fact.set_aside_at.is_not(None)).order_by(Fact.id)).all()


def fact_with(payload: dict[str, Any]) -> int:
    """The id of the newest fact that carries exactly this."""
    newest = db.session.scalars(select(Fact).order_by(Fact.id.desc()).limit(100)).all()
    return next(fact.id for fact in newest if fact.payload == payload)


def retry_all() -> int:
    """Everything that was set aside is due again; how many."""
    rows = set_aside()
    retry_these([row.id for row in rows])
    return len(rows)


def forget_facts_about(name: str, numbers: Collection[int]) -> None:
    """Nothing follows any more from what happened to these, which are gone: `name` is what facts call them."""
    about = [fact.id for fact in db.session.scalars(select(Fact)) if fact.payload.get(name) in numbers]
    db.session.execute(delete(Fact).where(Fact.id.in_(about)))


def retry_these(numbers: Collection[int]) -> None:
    again = {"set_aside_at": None, "tries": 0, "due_at": clock.now()}
    db.session.execute(update(Fact).where(Fact.id.in_(numbers), Fact.set_aside_at.is_not(None)).values(again))
    NUDGE.set()
