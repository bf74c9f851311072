"""How long a comment that is held usually waits here: what its author is told, from what happened of late."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil
from statistics import median
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, select

from forum import clock, ids
from forum.db import db
from forum.discussion.counting import HEAD_START
from forum.discussion.models import WAITING, Comment
from forum.moderation.models import Decision, Verb

LATELY = timedelta(days=30)
COUNTED, ENOUGH = 200, 20
# Of so many of the latest decisions those on held comments are looked for.
_LOOKED_THROUGH = 1_000
_SETTLED = (Verb.APPROVE, Verb.TRUST, Verb.REJECT)
KEPT_FOR = timedelta(minutes=1)
_STEPS = (5, 15, 30)
_kept: WeakKeyDictionary[Engine, tuple[datetime, str]] = WeakKeyDictionary()


def usual_wait() -> str:
    """ "usually under 25 minutes", or nothing where too little was decided to tell. Kept for a minute per process."""
    now = clock.now()
    kept = _kept.get(db.engine)
    if kept is None or not abs(now - kept[0]) < KEPT_FOR:
        kept = _kept[db.engine] = now, _measured(now)
    return kept[1]


def _measured(now: datetime) -> str:
    waits = waits_of_late(now)
    return in_words(median(waits)) if len(waits) >= ENOUGH else ""


def waits_of_late(now: datetime) -> Sequence[float]:
    """In seconds, the latest first: from when each comment waited to the first decision about it."""
    latest = select(Decision.id).where(Decision.id > ids.first_of(now - LATELY)).order_by(Decision.id.desc())
    among = latest.limit(_LOOKED_THROUGH).subquery()
    settled = (
        select(Decision.comment_id, Decision.state_before, Decision.created_at, Comment.due_at)
        .join(Comment, Comment.id == Decision.comment_id)
        .where(Decision.id.in_(select(among.c.id)), Decision.verb.in_(_SETTLED))
        .where(Decision.state_before.in_(sorted(WAITING)), Comment.due_at.is_not(None))
        .where(Decision.created_at > now - LATELY)
        .order_by(Decision.id.desc())
        .limit(COUNTED)
    )
    first: dict[int, float] = {}
    for row in db.session.execute(settled):
        seconds = (row.created_at - row.due_at - HEAD_START.get(row.state_before, timedelta())).total_seconds()
        # It waits anew since that decision, which was about an earlier wait.
        if seconds >= 0:
            first[row.comment_id] = seconds
    return list(first.values())


def in_words(seconds: float) -> str:
    return f"usually under {_rounded(seconds / 60)}"


def _rounded(minutes: float) -> str:
    """Up to what one would say: 5, 15, 30 minutes, whole hours, whole days."""
    for step in _STEPS:
        if minutes <= step:
            return f"{step} minutes"
    hours = ceil(minutes / 60)
    if hours == 1:
        return "an hour"
    if hours < 24:
        return f"{hours} hours"
    days = ceil(hours / 24)
    return "a day" if days == 1 else f"{days} days"
