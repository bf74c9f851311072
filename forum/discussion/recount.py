"""Everything that is counted, computed from nothing: what `counting` keeps must equal it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Row, func, select, update

from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.models import PUBLIC, Comment, Recommendation
from forum.discussion.ranking import activity
from forum.discussion.reports import Report

COUNTED = ("recommend_count", "reply_count", "descendant_count", "active_rank", "report_count")


def article_ids() -> Sequence[int]:
    """The articles that have, or should have, something to count."""
    return db.session.scalars(select(Article.id).order_by(Article.id)).all()


def recount_article(article_id: int) -> list[str]:
    """Set every number of the discussion to what it should be; returns what differed, a line each."""
    article = article_to_change(article_id)
    rows = _rows(article_id)
    true = _numbers(rows, _recommendations(article_id), _reports(article_id))
    differences: list[str] = []
    mended: list[dict[str, float]] = []
    for row in rows:
        wrong = [name for name in COUNTED if getattr(row, name) != true[row.id][name]]
        differences += [f"comment {row.id}: {n} {getattr(row, n)}, should be {true[row.id][n]}" for n in wrong]
        if wrong:
            mended.append({"id": row.id, **true[row.id]})
    public = sum(row.state in PUBLIC for row in rows)
    if article.comment_count != public:
        differences.append(f"article {article.slug}: comment_count {article.comment_count}, should be {public}")
        article.comment_count = public
    pinned = sum(row.pinned_at is not None for row in rows)
    if article.pinned_count != pinned:
        differences.append(f"article {article.slug}: pinned_count {article.pinned_count}, should be {pinned}")
        article.pinned_count = pinned
    if mended:
        db.session.execute(update(Comment), mended)
    if differences:
        article.version += 1
    return differences


def _rows(article_id: int) -> Sequence[Row[Any]]:
    """Only what is counted from, since a thread may hold a million; the deepest first, so that a comment's replies
    are settled before it."""
    counted = [getattr(Comment, name) for name in COUNTED]
    query = select(
        Comment.id, Comment.parent_id, Comment.root_id, Comment.state, Comment.created_at, Comment.pinned_at, *counted
    )
    return db.session.execute(
        query.where(Comment.article_id == article_id).order_by(Comment.depth.desc(), Comment.id)
    ).all()


def _numbers(
    rows: Iterable[Row[Any]], recommendations: Mapping[int, int], reports: Mapping[int, int]
) -> dict[int, dict[str, float]]:
    """By comment, what each number should be."""
    replies: Counter[int] = Counter()
    public: Counter[int] = Counter()
    liveliest: dict[int, float] = defaultdict(lambda: float("-inf"))
    numbers: dict[int, dict[str, float]] = {}
    for row in rows:
        recommended, replied = recommendations.get(row.id, 0), replies[row.id]
        rank = activity(row.created_at, recommended, replied)
        is_public = row.state in PUBLIC
        if row.parent_id is None:
            rank = max(rank, liveliest[row.id])
        else:
            replies[row.parent_id] += is_public or replied > 0
            public[row.root_id] += is_public
            liveliest[row.root_id] = max(liveliest[row.root_id], rank if is_public else float("-inf"))
        beneath = public[row.id] if row.parent_id is None else 0
        numbers[row.id] = dict(zip(COUNTED, (recommended, replied, beneath, rank, reports.get(row.id, 0)), strict=True))
    return numbers


def _recommendations(article_id: int) -> Mapping[int, int]:
    query = (
        select(Recommendation.comment_id, func.count())
        .join(Comment, Comment.id == Recommendation.comment_id)
        .where(Comment.article_id == article_id)
        .group_by(Recommendation.comment_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _reports(article_id: int) -> Mapping[int, int]:
    query = select(Report.comment_id, func.count()).join(Comment, Comment.id == Report.comment_id)
    unanswered = query.where(Comment.article_id == article_id, Report.outcome.is_(None))
    return {row[0]: row[1] for row in db.session.execute(unanswered.group_by(Report.comment_id))}
