"""Who is looking at what, so that two do not read the same comment at once.

Soft: it keeps nobody from deciding, since a version does that (`moderation.decisions`). It ends by itself.
"""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.db import db, rows_changed
from forum.discussion.models import Comment
from forum.errors import require
from forum.queue.models import Lease

# As long as it takes to read a comment with what it answers; renewed while somebody is active.
LASTS = timedelta(seconds=90)


def look_at(comment: Comment, by: Account) -> None:
    """`by` has it before them, and nothing else."""
    require(may_moderate(by))
    db.session.execute(delete(Lease).where(Lease.account_id == by.id, Lease.comment_id != comment.id))
    until = clock.now() + LASTS
    mine = update(Lease).where(Lease.account_id == by.id, Lease.comment_id == comment.id)
    if rows_changed(mine.values(until=until)):
        return
    # Of two tabs of theirs one may be first: then it is leased, and that is all that is wanted.
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(Lease(comment_id=comment.id, account_id=by.id, until=until))


def lookers(comment_ids: Collection[int], but: Account) -> Mapping[int, str]:
    """By comment the name of one who is looking at it, other than `but`."""
    looking = select(Lease.comment_id, Account.display_name).join(Account, Account.id == Lease.account_id)
    rows = looking.where(Lease.comment_id.in_(comment_ids), Lease.account_id != but.id, Lease.until > clock.now())
    return {row[0]: row[1] for row in db.session.execute(rows)}
