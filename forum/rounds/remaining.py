"""What somebody still has to be told of: it waits at this moment, and is theirs to decide."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account, Role
from forum.db import db
from forum.discussion.models import IS_HELD, REPORTED, Comment
from forum.notifications.models import Kind
from forum.rounds.models import RoundItem


def still_to_tell(person: Account, due: ColumnElement[bool], kinds: Collection[Kind]) -> Sequence[int]:
    """Of what was noted for them and is `due` the comments of these kinds, in the order of the queue."""
    as_noted = or_(
        and_(RoundItem.kind == Kind.WAITING, IS_HELD),
        and_(RoundItem.kind == Kind.REPORTS, REPORTED),
    )
    noted = select(Comment.id).join(RoundItem, RoundItem.comment_id == Comment.id)
    noted = noted.where(RoundItem.person_id == person.id, due, RoundItem.kind.in_(kinds), as_noted)
    return db.session.scalars(_for(person, noted)).all()


def waiting_among(person: Account, comment_ids: Collection[int]) -> Sequence[int]:
    """Those of the comments that wait or are reported by now, in the order of the queue."""
    here = select(Comment.id).where(Comment.id.in_(comment_ids), or_(IS_HELD, REPORTED))
    return db.session.scalars(_for(person, here)).all()


def with_all(comment_ids: Collection[int]) -> Sequence[Comment]:
    """As they are now, with author and article, in the order of the queue."""
    here = select(Comment).where(Comment.id.in_(comment_ids)).order_by(Comment.due_at, Comment.id)
    known = joinedload(Comment.author), joinedload(Comment.article)
    return db.session.scalars(here.options(*known).execution_options(populate_existing=True)).all()


def _for(person: Account, query: Select[int]) -> Select[int]:
    """Nobody is asked about what they said themselves; what was handed to the admins is for them alone."""
    query = query.where(Comment.author_id != person.id).order_by(Comment.due_at, Comment.id)
    return query if person.role == Role.ADMIN else query.where(Comment.escalated_at.is_(None))
