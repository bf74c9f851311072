"""Taking back what somebody did in discussions, some of it at a time.

Each function does one transaction's worth and is told where the one before ended. Articles are held in the order of
their ids, before anything else: whoever posts holds one of them, and waits for nothing that is held here.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select, tuple_

from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.counting import change_states, count_recommendations
from forum.discussion.deleting import erase
from forum.discussion.models import Comment, Recommendation, State

# A tenth of a second, for which somebody who posts may have to wait.
AT_ONCE = 50

Place = tuple[datetime, int]


def take_back_recommendations(account_id: int) -> bool:
    """Whether there were any."""
    praise = (
        select(Recommendation, Comment)
        .join(Comment, Comment.id == Recommendation.comment_id)
        .where(Recommendation.account_id == account_id)
    )
    some = db.session.execute(praise.with_only_columns(Comment.id, Comment.article_id).limit(AT_ONCE)).all()
    held = _hold(article_id for _, article_id in some)
    theirs = praise.where(Comment.id.in_([comment_id for comment_id, _ in some]))
    for recommendation, comment in db.session.execute(theirs.execution_options(populate_existing=True)).all():
        db.session.delete(recommendation)
        count_recommendations(comment, -1)
    db.session.flush()
    return bool(held)


def take_back_words(account_id: int, after: Place | None) -> Place | None:
    """Delete and erase the next of their comments, the oldest first; where to go on, None at the end."""
    place = tuple_(Comment.created_at, Comment.id)
    query = select(Comment.created_at, Comment.id, Comment.article_id).where(Comment.author_id == account_id)
    query = query if after is None else query.where(place > tuple_(*after))
    some = db.session.execute(query.order_by(Comment.created_at, Comment.id).limit(AT_ONCE)).all()
    held = _hold(row.article_id for row in some)
    if not held:
        return None
    theirs = select(Comment).where(Comment.id.in_([row.id for row in some])).with_for_update()
    comments = db.session.scalars(theirs.execution_options(populate_existing=True)).all()
    change_states([comment for comment in comments if comment.state != State.DELETED], State.DELETED)
    erase(comments)
    return some[-1].created_at, some[-1].id


def _hold(article_ids: Iterable[int]) -> list[Article]:
    """The articles, held by us and by this list: their comments find them without another query."""
    return [article_to_change(article_id) for article_id in sorted(set(article_ids))]
