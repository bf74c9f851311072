"""Praise, and taking it back."""

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.counting import count_recommendations
from forum.discussion.models import Comment, Recommendation
from forum.discussion.permissions import may_recommend
from forum.errors import require


def recommend(comment: Comment, by: Account) -> None:
    """Count `by` among those who recommend the comment; a second time changes nothing. The caller holds the article."""
    require(may_recommend(by, comment))
    if _found(comment, by) is None:
        db.session.add(Recommendation(comment_id=comment.id, account_id=by.id, created_at=clock.now()))
        count_recommendations(comment, +1)


def withdraw_recommendation(comment: Comment, by: Account) -> None:
    require(may_recommend(by, comment))
    found = _found(comment, by)
    if found is not None:
        db.session.delete(found)
        db.session.flush()  # what is gone is found no more, in this transaction either
        count_recommendations(comment, -1)


def _found(comment: Comment, by: Account) -> Recommendation | None:
    return db.session.get(Recommendation, (comment.id, by.id))
