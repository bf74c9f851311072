"""The first few replies to each of many comments, in one query.

Each parent costs one look into an index that begins with it, so that neither the number of its replies nor the
size of the thread matters. (A window function or a recursive query would read them all.)
"""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, bindparam, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import aliased

from forum.accounts.models import Account
from forum.db import BigInt, db
from forum.discussion.cursors import in_order
from forum.discussion.models import Comment
from forum.discussion.permissions import visible_to
from forum.discussion.ranking import ORDERS, Sort

REPLIES_EACH = 3


def first_replies(parents: Sequence[int], sort: Sort, viewer: Account | None) -> dict[int, list[Comment]]:
    """By parent, in the order of `parents`: the first replies that `viewer` may see, as `sort` has them.

    Up to REPLIES_EACH, and one more if there is one.
    """
    if not parents:
        return {}
    reply = aliased(Comment)
    rows = db.session.scalars(select(reply).where(reply.id.in_(_ids(parents, sort, viewer)))).all()
    found: dict[int, list[Comment]] = {parent: [] for parent in parents}
    order = ORDERS[sort]
    for row in sorted(rows, key=lambda row: (getattr(row, order.column.key), row.id), reverse=order.descending):
        found[row.parent_id or 0].append(row)
    return found


def _ids(parents: Sequence[int], sort: Sort, viewer: Account | None) -> Select[int]:
    """A statement of constant shape for any number of parents, so that it is compiled and planned once."""

    def firsts(parent_id: ColumnElement[int]) -> Select[int]:
        query = select(Comment.id).where(Comment.parent_id == parent_id, visible_to(viewer))
        return query.order_by(*in_order(sort)).limit(REPLIES_EACH + 1)

    if db.engine.dialect.name == "postgresql":
        array = bindparam("parents", list(parents), ARRAY(BigInt))
        given = func.unnest(array).table_valued("id", name="given").render_derived()
        each = firsts(given.c.id).correlate(given).lateral("each")
        return select(each.c.id).select_from(given.join(each, true()))
    # SQLite has no LATERAL, but looks up a correlated IN with a LIMIT by row id.
    given = func.json_each(str(list(parents))).table_valued("value", name="given")
    one = aliased(Comment)
    return select(one.id).select_from(given).join(one, one.id.in_(firsts(given.c.value).correlate(given)))
