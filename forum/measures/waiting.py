"""How long what waits has waited by now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from forum import clock
from forum.db import db
from forum.discussion.counting import HEAD_START
from forum.discussion.models import IN_QUEUE, WAITING, Comment, State
from forum.discussion.reports import Report

# More are not looked at: it is too many in any case, and the longest waits are among those that come first.
MANY = 1_000


@dataclass(frozen=True)
class Waiting:
    count: int  # at most MANY + 1
    half: timedelta  # so long at most has one half waited, and the other longer
    longest: timedelta


def waiting() -> Waiting | None:
    """None when nothing waits. Head starts, which only order the queue, are taken off again."""
    reported = select(func.min(Report.created_at)).where(Report.comment_id == Comment.id, Report.outcome.is_(None))
    first = select(Comment.state, Comment.due_at, reported.scalar_subquery()).where(IN_QUEUE)
    rows = db.session.execute(first.order_by(Comment.due_at, Comment.id).limit(MANY + 1)).all()
    now = clock.now()
    ages = sorted(max(now - _began(*row), timedelta()) for row in rows)
    return Waiting(len(ages), ages[(len(ages) - 1) // 2], ages[-1]) if ages else None


def _began(state: State, due_at: datetime | None, reported_at: datetime | None) -> datetime:
    assert due_at is not None  # noqa: S101 - whatever is in the queue has its turn there
    if state in WAITING:
        return due_at + HEAD_START.get(state, timedelta())
    return reported_at or due_at
