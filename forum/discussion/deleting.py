"""Taking one's own words back, and within a minute that too.

*Why a minute, and why erased then.* Who deletes by mistake sees it at once; who deletes in earnest wants the words
gone, not hidden. From the first moment nobody reads them any more, moderators included: a deleted comment is one to
everybody, and only its author may undo it.

*Why the worker erases.* It looks every few seconds, so that words go soon after their minute even where nobody comes
by, and nobody who posts waits for it.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, func, select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.counting import change_state
from forum.discussion.models import Comment, Revision, State
from forum.discussion.permissions import UNDO, may_delete, may_restore
from forum.errors import require
from forum.screening.models import KeptVerdict

# In one transaction: nobody who posts meanwhile waits for the leavings of a busy hour.
ERASED_AT_ONCE = 100

_OVER = (
    select(Comment)
    .where(Comment.deleted_at < bindparam("before"))
    .order_by(Comment.deleted_at)
    .limit(ERASED_AT_ONCE)
    .with_for_update(skip_locked=True)
    .execution_options(populate_existing=True)
)


def delete_comment(comment: Comment, by: Account) -> None:
    """Take `comment` back; its place stays while somebody has answered it. The caller holds its article."""
    require(may_delete(by, comment))
    comment.deleted_at, comment.state_before = clock.now(), comment.state
    comment.posting_key = None  # the same words sent once more are meant to be said
    # The reason stays: what waits for one waits for it again when it comes back.
    change_state(comment, State.DELETED, comment.state_reason)


def restore_comment(comment: Comment, by: Account) -> None:
    """Let `comment` stand as before it was deleted. The caller holds its article, and the comment itself."""
    require(may_restore(by, comment, clock.now()))
    before = State(str(comment.state_before))
    comment.deleted_at = comment.state_before = None
    change_state(comment, before, comment.state_reason)


def erase_deleted() -> bool:
    """Erase some of the words that can no longer come back; whether there may be more.

    The comments are of any discussion, which others hold: so it passes over what they are busy with, and nothing that
    has to wait may follow it, or two could wait for each other.
    """
    gone = db.session.scalars(_OVER, {"before": clock.now() - UNDO}).all()
    if gone:
        erase(gone)
    return len(gone) == ERASED_AT_ONCE


def erase(gone: Sequence[Comment]) -> None:
    """Of deleted comments nothing is left but their places."""
    numbers = [comment.id for comment in gone]
    db.session.execute(delete(Revision).where(Revision.comment_id.in_(numbers)))
    db.session.execute(delete(KeptVerdict).where(KeptVerdict.comment_id.in_(numbers)))  # they quote the words
    for comment in gone:
        comment.body_source = comment.body_html = ""
        comment.edited_at = comment.worded_at = None
        comment.spoiler_scope = comment.state_reason = comment.posting_key = None
        comment.deleted_at = comment.state_before = None


def oldest_deletion() -> datetime | None:
    """When the words were deleted that have waited longest to be erased."""
    return db.session.scalar(select(func.min(Comment.deleted_at)))
