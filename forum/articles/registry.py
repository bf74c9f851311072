"""Adding an article, and bringing one up to date: adding the same one again updates it."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import PurePath

from sqlalchemy import ColumnElement, select, update

from forum import clock
from forum.articles.canonical import slug_of
from forum.articles.manuscript import Manuscript, parse_manuscript
from forum.articles.models import Article, Openness, Section
from forum.articles.newsprint import blocks_of
from forum.articles.queries import article_to_change
from forum.db import db
from forum.errors import Conflict
from forum.markup.render import RENDER_VERSION, article_html, text_html


def add_article(text: str, file_name: str) -> tuple[Article, Manuscript]:
    """The article of a file's text, new or updated.

    Invalid names what is wrong with the file; Conflict, which other article has its address or its name.
    """
    manuscript = parse_manuscript(text)
    known = _known(manuscript)
    if manuscript.url is not None:
        _require_free(Article.url == manuscript.url, known, f"The address {manuscript.url}", file_name)
    article = article_to_change(known.id) if known else _new(manuscript, file_name)
    _update(article, manuscript)
    db.session.add(article)
    db.session.flush()
    return article, manuscript


def section_named(name: str) -> Section:
    """The section, made when it is first named."""
    section = db.session.get(Section, name)
    if section is None:
        section = Section(name=name)
        db.session.add(section)
    return section


def close_by_age(section: Section, days: int | None) -> None:
    """Let its articles' comments close so many days after they were listed; None: never by age."""
    if days == section.closes_after_days:
        return
    section.closes_after_days = days
    theirs = Article.section_name == section.name
    # Held in the order in which others hold several. What is shown of each has changed.
    db.session.execute(select(Article.id).where(theirs).order_by(Article.id).with_for_update())
    db.session.execute(update(Article).where(theirs).values(version=Article.version + 1))


def _known(manuscript: Manuscript) -> Article | None:
    """An article is the same by its key, else by its address, else by its slug.

    A key outlives a new address, and an address a new title; but of two articles with different keys neither is the
    other, and a title alone never leads to an article that its site has given a key or an address.
    """
    key, url = manuscript.key, manuscript.url
    if key is not None and (by_key := _found(Article.key == key)):
        return by_key
    if url is not None and (by_url := _found(Article.url == url)) and (key is None or by_url.key is None):
        return by_url
    by_slug = _found(Article.slug == _slug(manuscript))
    return by_slug if by_slug and by_slug.key in (None, key) and by_slug.url in (None, url) else None


def _slug(manuscript: Manuscript) -> str:
    return manuscript.slug or slug_of(manuscript.title)


def _found(condition: ColumnElement[bool]) -> Article | None:
    return db.session.scalar(select(Article).where(condition))


def _require_free(condition: ColumnElement[bool], known: Article | None, what: str, file_name: str) -> None:
    holder = _found(condition)
    if holder is not None and holder is not known:
        raise Conflict(
            f"{what} belongs to another article, “{holder.title}”. Give {PurePath(file_name).name} its own; "
            "if it is the same article, the same key and url."
        )


def _new(manuscript: Manuscript, file_name: str) -> Article:
    slug = _slug(manuscript)
    _require_free(Article.slug == slug, None, f"The slug {slug}", file_name)
    return Article(slug=slug, created_at=clock.now(), comment_count=0, version=0, state=Openness.OPEN)


def _update(article: Article, manuscript: Manuscript) -> None:
    """Everything that the file says; what it leaves out of state and closing stays as somebody set it."""
    article.key = manuscript.key or article.key
    article.url = manuscript.url or article.url
    article.title = manuscript.title
    article.section = section_named(manuscript.section) if manuscript.section else None
    article.tags = list(manuscript.tags)
    article.byline, article.standfirst, article.prompt = manuscript.byline, manuscript.standfirst, manuscript.prompt
    article.dated = manuscript.dated
    article.listed_on = date.fromisoformat(manuscript.dated[:10]) if manuscript.dated else article.created_at.date()
    if manuscript.state is not None:
        article.state = Openness(manuscript.state)
    if manuscript.closes is not None:
        article.closes_at = _end_of(manuscript.closes)
    article.body_source, article.body_format = manuscript.body, manuscript.format
    render_body(article)
    article.opened_by_page = False
    article.version += 1


def render_body(article: Article) -> None:
    """Make the article's HTML of its source, as this version of the renderer does."""
    source = article.body_source
    article.body_html = article_html(source) if article.body_format == "markdown" else text_html(blocks_of(source))
    article.render_version = RENDER_VERSION


def _end_of(closes: str) -> datetime:
    """A day closes when it is over; a moment without a zone is meant in UTC, as everything here is shown."""
    if len(closes) == len("2015-12-03"):
        return datetime.combine(date.fromisoformat(closes), time.min, UTC) + timedelta(days=1)
    at = datetime.fromisoformat(closes)
    return at if at.tzinfo else at.replace(tzinfo=UTC)
