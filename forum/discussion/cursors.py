"""Where a page begins: after which row of its order. Keyset paging costs the same on every page."""

from datetime import UTC, datetime, timedelta
from math import isfinite
from typing import Any

from sqlalchemy import ColumnElement, Select, UnaryExpression, and_, select, tuple_, union_all

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


def following(query: Select[Comment], cursor: str, sort: Sort, size: int) -> Select[Comment]:
    """Of the comments of `query` the first `size` after `cursor`, in their order.

    In the best order thousands tie. SQLite cannot seek by the second column of a row value when that is the row's
    id, and would walk through all of them: so those that tie with the cursor and those beyond are two ranges.
    """
    if sort != Sort.BEST:
        return query.where(beyond(cursor, sort)).order_by(*in_order(sort)).limit(size)
    count, comment_id = _parse(cursor, sort)
    tied = and_(Comment.recommend_count == count, Comment.id < comment_id)
    ranges = [
        query.with_only_columns(Comment.id).where(each).order_by(*in_order(sort)).limit(size).subquery()
        for each in (tied, Comment.recommend_count < count)
    ]
    found = union_all(*(select(each.c.id) for each in ranges))
    return select(Comment).where(Comment.id.in_(found)).order_by(*in_order(sort)).limit(size)


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
