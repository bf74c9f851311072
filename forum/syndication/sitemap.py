"""The map of the site for search engines (sitemaps.org, 0.9): the front page, and each article by when it changed."""

from collections.abc import Sequence
from datetime import datetime
from math import ceil
from xml.etree import ElementTree as Xml

from sqlalchemy import Row, func, select

from forum.articles.models import Article, is_listed
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.permissions import readable_by
from forum.errors import NotFound
from forum.syndication.atom import spelled
from forum.web.jinja import iso
from forum.web.site import absolute

KIND = "application/xml; charset=utf-8"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
# A file may hold 50,000. But one is put together whole whenever somebody asks after a change.
IN_PART = 5_000
Xml.register_namespace("sm", SITEMAP)


def index() -> bytes:
    """The parts that there are; the front page stands in the first."""
    articles = db.session.scalar(select(func.count()).select_from(Article).where(is_listed())) or 0
    root = Xml.Element(f"{{{SITEMAP}}}sitemapindex")
    for number in range(1, max(ceil(articles / IN_PART), 1) + 1):
        _add(root, "sitemap", absolute(f"/sitemap-{number}.xml"))
    return spelled(root)


def part(number: int) -> bytes:
    """From 1 on; NotFound when there are fewer."""
    articles = _articles(number)
    if not articles and number != 1:
        raise NotFound("The map of this site has fewer parts.")
    root = Xml.Element(f"{{{SITEMAP}}}urlset")
    if number == 1:
        _add(root, "url", absolute("/"))
    for slug, added, said in articles:
        _add(root, "url", absolute(f"/articles/{slug}"), max(added, said or added))
    return spelled(root)


def _articles(number: int) -> Sequence[Row[str, datetime, datetime | None]]:
    """Name, when it was added, and when the newest comment that everybody can read was said or changed."""
    said = (
        select(func.coalesce(Comment.worded_at, Comment.created_at))
        .where(Comment.article_id == Article.id, readable_by(None))
        .order_by(Comment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    them = select(Article.slug, Article.created_at, said).where(is_listed()).order_by(Article.id)
    return db.session.execute(them.offset((number - 1) * IN_PART).limit(IN_PART)).all()


def _add(root: Xml.Element, kind: str, address: str, changed: datetime | None = None) -> None:
    element = Xml.SubElement(root, f"{{{SITEMAP}}}{kind}")
    Xml.SubElement(element, f"{{{SITEMAP}}}loc").text = address
    if changed is not None:
        Xml.SubElement(element, f"{{{SITEMAP}}}lastmod").text = iso(changed)
