"""What somebody still has to be told of: it waits at this moment, and is theirs to decide."""

from collections.abc import Collection, Sequence
from typing import TypeVarTuple

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account, Role
from forum.db import db
from forum.discussion.models import IS_HELD, REPORTED, Comment
from forum.notifications.models import Kind
from forum.rounds.models import RoundItem

Columns = TypeVarTuple("Columns")


def still_to_tell(person: Account, items: Collection[RoundItem], kinds: Collection[Kind]) -> Sequence[tuple[int, Kind]]:
    """Of these items, all theirs, the comments of these kinds and of which kind each is, in the order of the queue."""
    as_noted = or_(
        and_(RoundItem.kind == Kind.WAITING, IS_HELD),
        and_(RoundItem.kind == Kind.REPORTS, REPORTED),
    )
    noted = select(Comment.id, RoundItem.kind).join(RoundItem, RoundItem.comment_id == Comment.id)
    here = RoundItem.told_at.is_(None), RoundItem.kind.in_(kinds), as_noted
    rows = db.session.execute(_for(person, noted.where(RoundItem.person_id == person.id, *here))).all()
    told_now = {(item.comment_id, item.kind) for item in items}
    return [(number, Kind(kind)) for number, kind in rows if (number, kind) in told_now]


def waiting_among(person: Account, comment_ids: Collection[int]) -> Sequence[int]:
    """Those of the comments that wait or are reported by now, in the order of the queue."""
    here = select(Comment.id).where(Comment.id.in_(comment_ids), or_(IS_HELD, REPORTED))
    return db.session.scalars(_for(person, here)).all()


def with_all(comment_ids: Collection[int]) -> Sequence[Comment]:
    """As they are now, with author and article, in the order of the queue."""
    here = select(Comment).where(Comment.id.in_(comment_ids)).order_by(Comment.due_at, Comment.id)
    known = joinedload(Comment.author), joinedload(Comment.article)
    return db.session.scalars(here.options(*known).execution_options(populate_existing=True)).all()


def _for(person: Account, query: Select[*Columns]) -> Select[*Columns]:
    """Nobody is asked about what they said themselves; what was handed to the admins is for them alone."""
    query = query.where(Comment.author_id != person.id).order_by(Comment.due_at, Comment.id)
    return query if person.role == Role.ADMIN else query.where(Comment.escalated_at.is_(None))
