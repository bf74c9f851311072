"""The list itself: which sites are on it, and what came of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from forum.articles.models import Article
from forum.db import db
from forum.errors import NotFound
from forum.origins.models import Origin
from forum.web.site import origin_is_ours


@dataclass(frozen=True)
class Site:
    """A listed site with the articles on its pages, however they were added."""

    row: Origin
    articles: int
    comments: int  # that everybody can read
    latest: datetime | None  # when the last of the articles was added


def is_listed(origin: str) -> bool:
    """Whether pages of `origin`, as a browser sends it, may ask anything of us. Our own need no listing."""
    return origin_is_ours(origin) or listed(origin) is not None


def listed(origin: str) -> Origin | None:
    return db.session.get(Origin, origin)


def listed_origins() -> Sequence[str]:
    """All of them in the order of the alphabet, ours not among them."""
    return db.session.scalars(select(Origin.origin).order_by(Origin.origin)).all()


def origin_or_404(origin: str) -> Origin:
    row = db.session.get(Origin, origin, populate_existing=True)
    if row is None:
        raise NotFound("This site is not on the list. It may have been removed.")
    return row


def all_sites() -> Sequence[Site]:
    theirs = func.substr(Article.url, 1, func.length(Origin.origin) + 1) == Origin.origin + "/"
    query = (
        select(
            Origin,
            func.count(Article.id),
            func.coalesce(func.sum(Article.comment_count), 0),
            func.max(Article.created_at),
        )
        .outerjoin(Article, theirs)
        .group_by(*Origin.__table__.columns)
        .order_by(Origin.origin)
    )
    return [Site(row, articles, int(comments), latest) for row, articles, comments, latest in db.session.execute(query)]
