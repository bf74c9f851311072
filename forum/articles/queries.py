"""Finding articles."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Select, bindparam, or_, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from forum import ids
from forum.articles.canonical import canonical_url
from forum.articles.models import Article, is_listed
from forum.db import db
from forum.errors import Invalid, NotFound

# A front page is skimmed, not read to the end.
FRONT_PAGE = 12
_NONE = "There is no such article."


def article_or_404(slug: str) -> Article:
    return _found(_BY_SLUG, slug=slug)


def article_by_id(article_id: int) -> Article:
    return _found(_BY_ID, id=article_id)


def article_id_or_404(slug: str) -> int:
    article_id = db.session.scalar(_ID_OF, {"slug": slug})
    if article_id is None:
        raise NotFound(_NONE)
    return article_id


def comment_counts(names: Collection[str]) -> dict[str, int]:
    """By name as it was given, how many comments everybody can read; an article that does not exist is left out.

    A name is the key that the article's site gave it, its slug, its address in any spelling, or its id. Where it names
    two, the older one is meant: nobody takes a number away from a page by opening another article under its name.
    """
    meant = {name: _meanings(name) for name in names}
    asked = [column.in_(_values(column, meant.values())) for column in _NAMING]
    rows = db.session.execute(select(*_NAMING, Article.comment_count).where(or_(*asked))).all()
    found = {
        (column.key, row[place]): (row.id, row.comment_count) for row in rows for place, column in enumerate(_NAMING)
    }
    known = {name: [found[each] for each in meanings if each in found] for name, meanings in meant.items()}
    return {name: min(articles)[1] for name, articles in known.items() if articles}


def version_of(article_id: int) -> int | None:
    """The one number to ask for whether what was shown of the article is still true; None when it is gone."""
    return db.session.scalar(select(Article.version).where(Article.id == article_id))


def article_to_change(article_id: int) -> Article:
    """The article, alone ours until the transaction ends.

    What happens in one discussion happens one after the other: counters, ranks and the version stay right
    whatever arrives at once. On SQLite the transaction itself is that lock; PostgreSQL reads the row once more when it
    had to wait for it.
    """
    return _found(_TO_CHANGE, id=article_id)


def article_named_to_change(slug: str) -> Article:
    return _found(_NAMED_TO_CHANGE, slug=slug)


def newest() -> Sequence[Article]:
    return db.session.scalars(
        _with_section().where(is_listed()).order_by(Article.listed_on.desc(), Article.id.desc()).limit(FRONT_PAGE)
    ).all()


def most_discussed() -> Sequence[Article]:
    return db.session.scalars(
        _with_section()
        .where(Article.comment_count > 0)
        .order_by(Article.comment_count.desc(), Article.id.desc())
        .limit(FRONT_PAGE)
    ).all()


def _with_section() -> Select[Article]:
    return select(Article).options(joinedload(Article.section))


# What an article goes by, the surest first.
_NAMING = (Article.key, Article.slug, Article.url, Article.id)


def _meanings(name: str) -> list[tuple[str, str | int]]:
    """What a name can be, by column."""
    meanings: list[tuple[str, str | int]] = [("key", name), ("slug", name)]
    with suppress(Invalid):
        meanings.append(("url", canonical_url(name)))
    with suppress(ValueError):
        meanings.append(("id", ids.from_text(name)))
    return meanings


def _values(column: InstrumentedAttribute[Any], meanings: Iterable[Iterable[tuple[str, str | int]]]) -> list[Any]:
    return sorted({value for each in meanings for kind, value in each if kind == column.key})


# Put together once, since one of them is asked with every page and every comment.
_BY_SLUG = _with_section().where(Article.slug == bindparam("slug"))
_BY_ID = _with_section().where(Article.id == bindparam("id"))
_TO_CHANGE, _NAMED_TO_CHANGE = (
    query.with_for_update(of=Article).execution_options(populate_existing=True) for query in (_BY_ID, _BY_SLUG)
)
_ID_OF = select(Article.id).where(Article.slug == bindparam("slug"))


def _found(query: Select[Article], **words: str | int) -> Article:
    article = db.session.scalar(query, words)
    if article is None:
        raise NotFound(_NONE)
    return article
