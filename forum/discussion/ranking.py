"""The four orders of a discussion, and the numbers behind them.

No order needs the clock: a row is ranked again only when something happens to it. There is no downvote. Ties go
to the newer id, so that nothing swaps places between two looks.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import log

from sqlalchemy.orm import InstrumentedAttribute

from forum.discussion.models import Comment

# Reddit's constant ("hot", _sorts.pyx): 12.5 hours of age weigh as much as a factor e of approval.
TAU = 45_000.0


class Sort(StrEnum):
    """In the address as ?sort=."""

    BEST = "best"
    ACTIVE = "active"
    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True)
class Order:
    """By which column, from which end, and what the reader is told."""

    column: InstrumentedAttribute[object]
    descending: bool
    label: str
    meaning: str


ORDERS: Mapping[Sort, Order] = {
    Sort.BEST: Order(Comment.recommend_count, True, "Best", "Most recommended first"),
    Sort.ACTIVE: Order(Comment.active_rank, True, "Active", "Where people are talking now"),
    Sort.NEWEST: Order(Comment.created_at, True, "Newest", "Latest first"),
    Sort.OLDEST: Order(Comment.created_at, False, "Oldest", "From the beginning"),
}


def activity(created_at: datetime, recommend_count: int, reply_count: int) -> float:
    """How lively a comment is: created / tau + ln(1 + recommends + 2 * direct replies), in units of tau."""
    return created_at.timestamp() / TAU + log(1 + recommend_count + 2 * reply_count)
