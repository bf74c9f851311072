"""How much sooner a comment is looked at because of a report: what it is said to be, and how right they were before.

Discourse weighs its members by how often moderators agreed with them, around an axis of 70 per cent: twenty right of
twenty give +10.8, none of twenty −10.8 (`ReviewableScore`). Somebody who is always wrong weighs nothing here; nobody is
told what they weigh but moderators.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from math import log

from sqlalchemy import func, select

from forum.db import db
from forum.discussion.reports import Cause, Outcome, Report

AXIS = 0.7
# Of fewer answers nothing can be told.
ENOUGH = 5
# What a report by somebody of whom nothing is known is worth. A threat to somebody's life comes before everything.
SOONER: Mapping[Cause, timedelta] = {
    Cause.HATE: timedelta(hours=2),
    Cause.ATTACK: timedelta(hours=1),
    Cause.SPAM: timedelta(minutes=30),
    Cause.SPOILER: timedelta(minutes=30),
    Cause.OTHER: timedelta(minutes=30),
    Cause.OFF_TOPIC: timedelta(minutes=10),
    Cause.LEGAL: timedelta(days=1),
    Cause.DISAGREE: timedelta(),
}
LIFE_AT_RISK = timedelta(days=365)
# A crowd shall not push one comment before everything else that waits.
MOST_SOONER = timedelta(days=1)


@dataclass(frozen=True)
class Accuracy:
    """How often moderators agreed with somebody's reports."""

    upheld: int
    answered: int

    @property
    def bonus(self) -> float:
        """From −10.8 (0 of 20) to +10.8 (20 of 20), growing with the logarithm of how many were answered."""
        if self.answered < ENOUGH:
            return 0.0
        right = self.upheld / self.answered
        reach = 1 - AXIS if right > AXIS else AXIS
        return (right - AXIS) / reach * log(self.answered, 4) * 5

    @property
    def weight(self) -> float:
        """1 for whom nobody knows, 3.2 for twenty right of twenty, and never below nothing."""
        return max(0.0, 1 + self.bonus / 5)


def accuracy_of(reporter_ids: set[int]) -> Mapping[int, Accuracy]:
    """By account, of those who reported anything that was answered; what its author deleted tells nothing."""
    told = Report.outcome.in_([Outcome.UPHELD, Outcome.DECLINED])
    upheld = func.count().filter(Report.outcome == Outcome.UPHELD)
    answered = select(Report.reporter_id, upheld, func.count()).where(told, Report.reporter_id.in_(reporter_ids))
    rows = db.session.execute(answered.group_by(Report.reporter_id))
    return {row[0]: Accuracy(row[1], row[2]) for row in rows if row[0] is not None}


def head_start(cause: Cause, reporter_id: int | None) -> timedelta:
    """Whole seconds."""
    weighed = set() if reporter_id is None or cause == Cause.LEGAL else {reporter_id}
    known = next(iter(accuracy_of(weighed).values()), None) if weighed else None
    return timedelta(seconds=int(SOONER[cause].total_seconds() * (known.weight if known else 1.0)))
