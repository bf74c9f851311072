"""Everything that is counted, computed from nothing: what `counting` keeps must equal it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import func, select

from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.models import Comment, Recommendation
from forum.discussion.ranking import activity


def article_ids() -> Sequence[int]:
    """The articles that have, or should have, something to count."""
    return db.session.scalars(select(Comment.article_id).distinct().order_by(Comment.article_id)).all()


def recount_article(article_id: int) -> list[str]:
    """Set every number of the discussion to what it should be; returns what differed, a line each."""
    article = article_to_change(article_id)
    # Deepest first, so that a comment's replies are settled before it.
    query = select(Comment).where(Comment.article_id == article_id).order_by(Comment.depth.desc(), Comment.id)
    comments = db.session.scalars(query.execution_options(populate_existing=True)).all()
    differences: list[str] = []
    recommendations = _recommendations(article_id)
    replies: Counter[int] = Counter()
    for comment in comments:
        _set(comment, "recommend_count", recommendations.get(comment.id, 0), differences)
        _set(comment, "reply_count", replies[comment.id], differences)
        if comment.parent_id is not None and (comment.is_public or comment.reply_count):
            replies[comment.parent_id] += 1
    _recount_branches(comments, differences)
    public = sum(comment.is_public for comment in comments)
    if article.comment_count != public:
        differences.append(f"article {article.slug}: comment_count {article.comment_count}, should be {public}")
        article.comment_count = public
    if differences:
        article.version += 1
    return differences


def _recount_branches(comments: Iterable[Comment], differences: list[str]) -> None:
    """Descendants and ranks; roots come last, when the liveliest of each branch is known."""
    public: Counter[int] = Counter()
    liveliest: dict[int, float] = defaultdict(lambda: float("-inf"))
    for comment in comments:
        rank = activity(comment.created_at, comment.recommend_count, comment.reply_count)
        if comment.parent_id is None:
            _set(comment, "descendant_count", public[comment.id], differences)
            rank = max(rank, liveliest[comment.id])
        elif comment.is_public:
            public[comment.root_id] += 1
            liveliest[comment.root_id] = max(liveliest[comment.root_id], rank)
        _set(comment, "active_rank", rank, differences)


def _recommendations(article_id: int) -> Mapping[int, int]:
    query = (
        select(Recommendation.comment_id, func.count())
        .join(Comment, Comment.id == Recommendation.comment_id)
        .where(Comment.article_id == article_id)
        .group_by(Recommendation.comment_id)
    )
    return dict(db.session.execute(query).tuples().all())


def _set(comment: Comment, name: str, value: float, differences: list[str]) -> None:
    kept = getattr(comment, name)
    if kept != value:
        differences.append(f"comment {comment.id}: {name} {kept}, should be {value}")
        setattr(comment, name, value)
