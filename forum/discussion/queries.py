"""Finding single comments, and what belongs to one."""

from collections.abc import Collection, Sequence

from sqlalchemy import Select, and_, bindparam, literal, or_, select, union_all
from sqlalchemy.orm import aliased, joinedload

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.models import Comment, Mute, Recommendation, Revision, State
from forum.discussion.permissions import may_read, visible_to
from forum.errors import Conflict, NotFound

_NONE = "There is no such comment. It may have been deleted."
# Asked for with every page of who is signed in: put together once it takes half the time.
_MARKED = union_all(
    select(literal("recommended"), Recommendation.comment_id).where(
        Recommendation.account_id == bindparam("account"),
        Recommendation.comment_id.in_(bindparam("comments", expanding=True)),
    ),
    select(literal("muted"), Mute.muted_id).where(Mute.account_id == bindparam("account")),
)


def comment_or_404(comment_id: int, viewer: Account | None) -> Comment:
    """The comment with its author, article and parent, if `viewer` may know of it."""
    return _found(comment_with_all(comment_id).where(visible_to(viewer)))


def comment_to_change(comment_id: int, viewer: Account | None) -> Comment:
    """The same, with its article held until the transaction ends, and read after that: nothing is stale."""
    _hold_article_of(comment_id)
    return _found(comment_with_all(comment_id).where(visible_to(viewer)).execution_options(populate_existing=True))


def own_deleted_to_change(comment_id: int, viewer: Account) -> Comment:
    """The same for what `viewer` has deleted, of which nobody need know any more; NotFound for everybody else.

    The comment itself is held as well, so that it is not erased meanwhile (`deleting.erase_deleted`).
    """
    _hold_article_of(comment_id)
    known = or_(visible_to(viewer), Comment.state == State.DELETED)
    mine = comment_with_all(comment_id).where(Comment.author_id == viewer.id, known)
    return _found(mine.with_for_update(of=Comment).execution_options(populate_existing=True))


def own_deleted(comment_id: int, article: Article, viewer: Account | None) -> Comment | None:
    """What `viewer` has deleted under the article."""
    if viewer is None:
        return None
    mine = and_(Comment.author_id == viewer.id, Comment.article_id == article.id, Comment.state == State.DELETED)
    return db.session.scalar(select(Comment).where(Comment.id == comment_id, mine))


def ancestors(comment: Comment, limit: int) -> list[Comment]:
    """At most `limit` comments above `comment`, the nearest last."""
    if comment.parent_id is None:
        return []
    parent = aliased(Comment)
    climb = (
        select(Comment.id, Comment.parent_id, Comment.depth)
        .where(Comment.id == comment.parent_id)
        .cte("climb", recursive=True)
    )
    climb = climb.union_all(
        select(parent.id, parent.parent_id, parent.depth)
        .join(climb, parent.id == climb.c.parent_id)
        .where(parent.depth > comment.depth - limit - 1)
    )
    rows = select(Comment).join(climb, Comment.id == climb.c.id).options(joinedload(Comment.author))
    return list(db.session.scalars(rows.order_by(Comment.depth)))


def revisions(comment: Comment, viewer: Account | None) -> Sequence[Revision]:
    """The earlier texts that readers are told of, the oldest first. NotFound when the words are not for `viewer`."""
    if not may_read(viewer, comment):
        raise NotFound(_NONE)
    query = select(Revision).where(Revision.comment_id == comment.id)
    return db.session.scalars(query.order_by(Revision.written_at, Revision.id)).all()


def marked_by(viewer: Account | None, comment_ids: Collection[int]) -> tuple[frozenset[int], frozenset[int]]:
    """Which of these comments `viewer` recommends, and whose comments they have folded away."""
    if viewer is None:
        return frozenset(), frozenset()
    found = db.session.execute(_MARKED, {"account": viewer.id, "comments": list(comment_ids)}).all()
    recommended, muted = (frozenset(of for mark, of in found if mark == name) for name in ("recommended", "muted"))
    return recommended, muted


def _hold_article_of(comment_id: int) -> None:
    article_id = db.session.scalar(select(Comment.article_id).where(Comment.id == comment_id))
    if article_id is None:
        raise NotFound(_NONE)
    article_to_change(article_id)
    require_unmoved([comment_id], {article_id})


def require_unmoved(comment_ids: Collection[int], held: Collection[int]) -> None:
    """Conflict when a thread was moved while we waited for its article.

    Where it is now we do not hold, and may not any more: whoever holds several takes them in the order of their ids.
    """
    if set(db.session.scalars(select(Comment.article_id).where(Comment.id.in_(comment_ids)))) - set(held):
        raise Conflict("This thread was moved to another article a moment ago. Send it once more.")


def comment_with_all(comment_id: int) -> Select[Comment]:
    """With what its page shows around it."""
    return (
        select(Comment)
        .where(Comment.id == comment_id)
        .options(
            joinedload(Comment.author),
            joinedload(Comment.article).joinedload(Article.section),
            joinedload(Comment.parent).joinedload(Comment.author),
        )
    )


def _found(query: Select[Comment]) -> Comment:
    comment = db.session.scalar(query)
    if comment is None:
        raise NotFound(_NONE)
    return comment
