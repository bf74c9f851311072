"""Everything about one person as one JSON document, written piece by piece; docs/export.md says what it looks like.

Each piece is a short look at the database: however much it is, nobody who writes waits for it to end, and only one
piece is in memory at a time. What changes meanwhile is in the document as it was when its piece was written.
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from forum import clock, ids
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Revision
from forum.moderation.models import Decision
from forum.privacy.discussion_sections import COMMENTS, DECISION, REVISION
from forum.privacy.section import Section, Words
from forum.privacy.sections import ACCOUNT, SECTIONS
from forum.web.site import settings

# The version moves when something is renamed, taken out or means something else; what is added does not move it.
FORMAT, VERSION = "forum: everything of one person", 2
AT_ONCE = 500
# Whose values are ids, as addresses have them.
_IDS = frozenset({"id", "reply_to", "comment"})
# Of which no more is told than that they are there.
_KEPT = frozenset({"network"})
_KEY = "key_{}"


def export_of(account_id: int) -> Iterator[str]:
    """The document, in pieces. Ends the transaction that it finds."""
    head = {"format": FORMAT, "version": VERSION, "site": settings().base_url, "made": clock.now()}
    yield "{\n" + ",\n".join(f"{json.dumps(name)}: {_json(value)}" for name, value in head.items())
    row = db.session.execute(_columns(ACCOUNT).where(Account.id == account_id)).one()
    yield f',\n"account": {_object(row, ACCOUNT)}'
    for section in SECTIONS:
        yield f",\n{json.dumps(section.name)}: ["
        comma = "\n"
        for rows in _pieces(section, account_id):
            for told in _told(section, rows):
                yield comma + told
                comma = ",\n"
        yield "]"
    yield "\n}\n"


def _pieces(section: Section, account_id: int) -> Iterator[Sequence[Row[Any]]]:
    """The rows of a section, some at a time."""
    after: tuple[Any, ...] | None = None
    while True:
        query = _of(section, db.session.get_one(Account, account_id), after)
        rows = db.session.execute(query.limit(AT_ONCE)).all()
        yield rows
        db.session.rollback()  # nobody waits for us while these are sent on
        if len(rows) < AT_ONCE:
            return
        after = tuple(rows[-1]._mapping[_KEY.format(place)] for place in range(len(section.key)))


def _of(section: Section, account: Account, after: tuple[Any, ...] | None) -> Select[Any]:
    keys = [column.label(_KEY.format(place)) for place, column in enumerate(section.key)]
    query = _columns(section.words).add_columns(*keys).select_from(section.table).where(section.theirs(account))
    for join in section.joins:
        query = query.join(join.target, join.on)
    if after is not None:
        beyond = tuple_(*section.key) > tuple_(*after) if len(after) > 1 else section.key[0] > after[0]
        query = query.where(beyond)
    return query.order_by(*section.key)


def _told(section: Section, rows: Sequence[Row[Any]]) -> Iterator[str]:
    if section is not COMMENTS:
        yield from (_object(row, section.words) for row in rows)
        return
    numbers = [row.id for row in rows]
    was = _beneath(REVISION, Revision.comment_id, Revision.id, numbers)
    decided = _beneath(DECISION, Decision.comment_id, Decision.id, numbers)
    for row in rows:
        before = ", ".join(_object(one, REVISION) for one in was[row.id])
        decisions = ", ".join(_object(one, DECISION) for one in decided[row.id])
        yield f'{_object(row, section.words)[:-1]}, "before": [{before}], "decisions": [{decisions}]}}'


def _beneath(
    words: Words, comment: InstrumentedAttribute[Any], order: InstrumentedAttribute[int], comment_ids: Sequence[int]
) -> Mapping[int, list[Row[Any]]]:
    """By comment, what belongs to it, in the order in which it was made."""
    found: dict[int, list[Row[Any]]] = defaultdict(list)
    query = _columns(words).add_columns(comment.label("of")).where(comment.in_(comment_ids))
    for row in db.session.execute(query.order_by(order)):
        found[row._mapping["of"]].append(row)
    return found


def _columns(words: Words) -> Select[Any]:
    return select(*(column.label(name) for name, column in words.items()))


def _object(row: Row[Any], words: Words) -> str:
    values = row._mapping
    return _json({name: _value(name, values[name]) for name in words})


def _value(name: str, value: object) -> object:
    if name in _KEPT:
        return "kept" if value else None
    return ids.to_text(value) if name in _IDS and isinstance(value, int) and value else value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    assert isinstance(value, datetime), value  # noqa: S101
    return value.isoformat()
