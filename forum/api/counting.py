"""How much is said, for lists of articles on other sites' pages: by whatever name such a page knows each article."""

from collections.abc import Sequence
from contextlib import suppress

from sqlalchemy import or_, select

from forum import ids
from forum.articles.canonical import canonical_url
from forum.articles.forms import parse_slugs
from forum.articles.models import Article
from forum.db import db
from forum.errors import Invalid


def counts_of(names: Sequence[str]) -> dict[str, int]:
    """By name as it was given, with one query; what is not discussed is left out. Invalid when they are too many.

    A name is an address, a key, a slug or an id. Where one article's key is another's slug the older one is meant:
    nobody takes a number away from a page by opening another.
    """
    asked: dict[str, list[str]] = {}
    for name in parse_slugs(names):
        asked.setdefault(_spelled(name), []).append(name)
    numbers = [number for number in map(_number, asked) if number is not None]
    named = or_(
        Article.id.in_(numbers), *(column.in_(list(asked)) for column in (Article.slug, Article.key, Article.url))
    )
    query = select(Article.id, Article.slug, Article.key, Article.url, Article.comment_count)
    counts: dict[str, int] = {}
    for row in db.session.execute(query.where(named).order_by(Article.id)):
        for name in (row.url, row.key, row.slug, ids.to_text(row.id)):
            for given in asked.get(name or "", ()):
                counts.setdefault(given, row.comment_count)
    return counts


def _spelled(name: str) -> str:
    with suppress(Invalid):
        return canonical_url(name)
    return name


def _number(name: str) -> int | None:
    with suppress(ValueError):
        return ids.from_text(name)
    return None
