"""The numbers that stand on rows, moved in the transaction that made them true.

Every caller holds the article (`articles.queries.article_to_change`), so nothing moves between a look and a write.
`recount` computes the same numbers from nothing and must agree.
"""

from collections.abc import Collection, Mapping
from datetime import timedelta

from sqlalchemy import bindparam, func, select

from forum import clock
from forum.db import db
from forum.discussion.events import CommentStood
from forum.discussion.models import PUBLIC, WAITING, Comment, State
from forum.discussion.ranking import activity
from forum.outbox.record import record

_LIVELIEST = select(func.max(Comment.active_rank)).where(
    Comment.root_id == bindparam("root"), Comment.parent_id.is_not(None), Comment.state.in_(sorted(PUBLIC))
)


# What is suspected is looked at as if it had waited for so much longer: it does more harm, or takes one glance.
HEAD_START: Mapping[State, timedelta] = {State.SUSPECTED: timedelta(hours=1)}


def change_state(comment: Comment, state: State, reason: str | None = None) -> None:
    """Let `comment` stand at `state`, for `reason`, with everything that is counted on it.

    What waits again, because a decision was taken back, waits where it did.
    """
    _stand(comment, state, reason)
    if state in WAITING and comment.due_at is None:
        comment.due_at = clock.now()
    rank(comment)


def let_wait(comment: Comment, state: State, reason: str | None) -> None:
    """The same for words that are held back from now on."""
    comment.due_at = clock.now() - HEAD_START.get(state, timedelta())
    change_state(comment, state, reason)


def change_states(comments: Collection[Comment], state: State) -> None:
    """The same for many at once: a branch finds its liveliest reply once, when all of them have changed."""
    above = {number for comment in comments for number in (comment.parent_id, comment.root_id) if number is not None}
    kept = db.session.scalars(select(Comment).where(Comment.id.in_(above))).all()  # at hand, in one look
    for comment in comments:
        _stand(comment, state, None)
    db.session.flush()
    with db.session.no_autoflush:  # what a root is ranked by has been written, and no root is part of it
        for root in [row for row in kept if row.parent_id is None]:
            rank(root)


def _stand(comment: Comment, state: State, reason: str | None) -> None:
    before, was_public, was_shown = State(comment.state), comment.is_public, is_shown(comment)
    comment.state, comment.state_reason = state, reason
    comment.version += 1
    step = comment.is_public - was_public
    comment.article.comment_count += step
    if comment.parent_id is not None:
        _row(comment.root_id).descendant_count += step
    if is_shown(comment) != was_shown:
        _tell_ancestors(comment, +1 if is_shown(comment) else -1)
    comment.article.version += 1
    if state != before:
        record(CommentStood(comment.id, comment.version, before, state))


def count_recommendations(comment: Comment, step: int) -> None:
    comment.recommend_count += step
    rank(comment)
    comment.article.version += 1


def is_shown(comment: Comment) -> bool:
    """Whether everybody is shown the comment, if only as the tombstone above its replies."""
    return comment.is_public or comment.reply_count > 0


def rank(comment: Comment) -> None:
    """Set the comment's place in the active order, and that of its branch."""
    comment.active_rank = activity(comment.created_at, comment.recommend_count, comment.reply_count)
    if comment.parent_id is None:
        if comment.descendant_count:
            comment.active_rank = max(comment.active_rank, _liveliest_reply(comment.id))
    else:
        rank(_row(comment.root_id))


def _tell_ancestors(comment: Comment, step: int) -> None:
    """A reply appeared or vanished; a tombstone appears with its first reply and vanishes with its last."""
    while comment.parent_id is not None:
        parent = _row(comment.parent_id)
        was_shown = is_shown(parent)
        parent.reply_count += step
        if parent.parent_id is not None:
            parent.active_rank = activity(parent.created_at, parent.recommend_count, parent.reply_count)
        if is_shown(parent) == was_shown:
            break
        comment = parent


def _liveliest_reply(root_id: int) -> float:
    """The largest rank among the public comments beneath a root; minus infinity when there are none."""
    largest = db.session.scalar(_LIVELIEST, {"root": root_id})
    return float("-inf") if largest is None else largest


def _row(comment_id: int) -> Comment:
    # By its id a row is found whatever waits to be written; a long climb then writes once, not at every step.
    with db.session.no_autoflush:
        return db.session.get_one(Comment, comment_id)
