"""Adding an article, and bringing one up to date: adding the same one again updates it."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import PurePath

from sqlalchemy import ColumnElement, select

from forum import clock
from forum.articles.canonical import slug_of
from forum.articles.manuscript import Manuscript, parse_manuscript
from forum.articles.models import Article, Openness, Section
from forum.articles.newsprint import blocks_of
from forum.db import db
from forum.errors import Conflict
from forum.markup.render import RENDER_VERSION, article_html, text_html


def add_article(text: str, file_name: str) -> tuple[Article, Manuscript]:
    """The article of a file's text, new or updated. Invalid names what is wrong with the file."""
    manuscript = parse_manuscript(text)
    article = _known(manuscript) or _new(manuscript, file_name)
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


def _known(manuscript: Manuscript) -> Article | None:
    """An article is the same by its key, else by its address, else by its slug."""
    if manuscript.key is not None:
        return _found(Article.key == manuscript.key)
    if manuscript.url is not None:
        return _found(Article.url == manuscript.url)
    return _found(Article.slug == (manuscript.slug or slug_of(manuscript.title)))


def _found(condition: ColumnElement[bool]) -> Article | None:
    return db.session.scalar(select(Article).where(condition))


def _new(manuscript: Manuscript, file_name: str) -> Article:
    slug = manuscript.slug or slug_of(manuscript.title)
    if _found(Article.slug == slug) is not None:
        raise Conflict(f"Another article stands at {slug} already. Give {PurePath(file_name).name} a slug of its own.")
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
