"""Weeks as ranges of ids, from Monday to Sunday in UTC."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, literal
from sqlalchemy.orm import InstrumentedAttribute

from forum import ids
from forum.db import BigInt

WEEK = timedelta(weeks=1)
# A quarter of a year: long enough to see whether something changes, short enough to have one look at.
WEEKS = 12
_SPAN = (WEEK // timedelta(milliseconds=1)) << ids.LOW_BITS


def weeks(now: datetime) -> Sequence[datetime]:
    """When each of the last twelve began, this one last."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    return [monday - WEEK * back for back in range(WEEKS - 1, -1, -1)]


def since(key: InstrumentedAttribute[int], now: datetime) -> ColumnElement[bool]:
    """Whether a row is of these weeks."""
    return key >= ids.first_of(weeks(now)[0])


def week_of(key: InstrumentedAttribute[int], now: datetime) -> ColumnElement[int]:
    """In which of them, from 0."""
    first = literal(ids.first_of(weeks(now)[0]), BigInt)
    return (key - first) // literal(_SPAN, BigInt)
