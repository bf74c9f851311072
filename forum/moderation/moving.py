"""Holding the two articles between which a thread is moved, in the order in which everybody holds several."""

from collections.abc import Mapping

from sqlalchemy import select

from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import require_unmoved


def hold_both(comment_id: int, form: Mapping[str, str]) -> list[Article]:
    """Those of them that exist; what is missing the verb says."""
    slug = form.get("article", "").strip().rstrip("/").rpartition("/")[2]
    here = select(Comment.article_id).where(Comment.id == comment_id)
    there = select(Article.id).where(Article.slug == slug)
    held = [article_to_change(number) for number in sorted({*db.session.scalars(here), *db.session.scalars(there)})]
    require_unmoved([comment_id], [article.id for article in held])
    return held
