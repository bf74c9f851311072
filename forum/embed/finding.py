"""Which discussion a page of another site means."""

from dataclasses import dataclass

from forum.articles.models import Article
from forum.errors import NotFound
from forum.origins.addresses import origin_of
from forum.origins.listing import listed
from forum.origins.naming import title_of
from forum.origins.opening import find_article
from forum.origins.permissions import may_open_on


@dataclass(frozen=True)
class Unopened:
    """A page that nobody has said anything on yet: its discussion is opened by the first comment, under these names."""

    key: str | None
    url: str
    title: str


def article_at(key: str | None, url: str | None, title: str | None) -> Article | Unopened:
    """What is discussed on a page. NotFound when nothing is, and nothing may be."""
    found = find_article(key, url)
    if found is not None:
        return found
    if not url or not may_open_on(listed(origin_of(url))):
        raise NotFound("This page is not discussed here. Whoever runs its site can have it listed.")
    return Unopened(key, url, title_of(title, url))
