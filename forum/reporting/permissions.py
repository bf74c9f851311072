"""Who may report what."""

from sqlalchemy import select

from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.reports import Cause
from forum.errors import YES, Answer, no

ONE_OF_TWO = (
    "You have answered this comment: a report or a reply, not both. Delete your reply to report it; "
    "if it is against the law, send a notice."
)


def may_be_reported(by: Account | None, comment: Comment) -> Answer:
    """Whether it is theirs to report at all: what the menu asks, without a look at the rows."""
    if not comment.is_public:
        return no("Nobody reads this comment any more: there is nothing to report.")
    if by is not None and by.id == comment.author_id:
        return no("Nobody reports their own comment. You can delete it.")
    return YES


def may_report(by: Account | None, comment: Comment, cause: Cause) -> Answer:
    """A report or a reply, not both: who wants a moderator to decide does not add to the quarrel meanwhile."""
    answer = may_be_reported(by, comment)
    if not answer or by is None or cause in (Cause.DISAGREE, Cause.LEGAL):
        return answer
    replies = select(Comment.id).where(Comment.parent_id == comment.id, Comment.author_id == by.id)
    answered = db.session.scalar(replies.where(Comment.state != State.DELETED).limit(1))
    return YES if answered is None else no(ONE_OF_TWO)
