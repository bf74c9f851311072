"""A decision that is drawn for a second look."""

from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import new_id
from forum.measures.drawing import is_drawn
from forum.measures.models import SecondLook
from forum.moderation.models import Decision, Verb


def drawn(comment: Comment, by: Account, verb: Verb = Verb.REMOVE) -> int:
    """A decision about it, with an id that is drawn."""
    row = Decision(
        id=next(number for number in iter(new_id, None) if is_drawn(number)),
        comment_id=comment.id,
        by_id=by.id,
        verb=verb,
        version_seen=comment.version,
        created_at=clock.now(),
    )
    db.session.add(row)
    db.session.flush()
    return row.id


def looks() -> int:
    return db.session.scalar(select(func.count()).select_from(SecondLook)) or 0
