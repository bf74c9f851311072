"""Where a page begins: after which row of its order. Keyset paging costs the same on every page."""

from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from sqlalchemy import ColumnElement, UnaryExpression, tuple_

from forum import ids
from forum.discussion.models import Comment
from forum.discussion.ranking import ORDERS, Sort
from forum.errors import Invalid

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def parse_sort(text: str | None) -> Sort:
    try:
        return Sort(text or Sort.BEST)
    except ValueError:
        raise Invalid("There is no such order. Choose best, active, newest or oldest.", "sort") from None


def cursor_after(comment: Comment, sort: Sort) -> str:
    """What stands in the address of the page that goes on after `comment`."""
    value = getattr(comment, ORDERS[sort].column.key)
    if isinstance(value, datetime):
        value = (value - _EPOCH) // _MICROSECOND
    return f"{value}~{ids.to_text(comment.id)}"


def in_order(sort: Sort) -> tuple[UnaryExpression[Any], UnaryExpression[Any]]:
    """What to ORDER BY."""
    order = ORDERS[sort]
    if order.descending:
        return order.column.desc(), Comment.id.desc()
    return order.column.asc(), Comment.id.asc()


def beyond(cursor: str, sort: Sort) -> ColumnElement[bool]:
    """The rows after `cursor`, as a row value: written with OR it would be as slow as OFFSET."""
    value, comment_id = _parse(cursor, sort)
    order = ORDERS[sort]
    here, there = tuple_(order.column, Comment.id), tuple_(value, comment_id)
    return here < there if order.descending else here > there


def _parse(cursor: str, sort: Sort) -> tuple[object, int]:
    value, _, comment_id = cursor.partition("~")
    try:
        return _value(value[:40], sort), ids.from_text(comment_id)
    except (ValueError, OverflowError):
        raise Invalid("This address does not lead to a page. Go back to the beginning of the comments.") from None


def _value(text: str, sort: Sort) -> object:
    if sort == Sort.ACTIVE:
        rank = float(text)
        if not isfinite(rank):
            raise ValueError(text)
        return rank
    number = int(text)
    if abs(number) >= 1 << 62:
        raise ValueError(text)
    return number if sort == Sort.BEST else _EPOCH + number * _MICROSECOND
