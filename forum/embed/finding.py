"""Which discussion a page of another site means, and which part of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum import ids
from forum.articles.models import Article
from forum.discussion.cursors import parse_sort
from forum.discussion.filling import LEVELS
from forum.discussion.models import Comment
from forum.discussion.queries import ancestors, comment_or_404
from forum.discussion.reading import Page, load_page
from forum.errors import NotFound
from forum.origins.addresses import origin_of
from forum.origins.listing import listed
from forum.origins.naming import title_of
from forum.origins.opening import find_article
from forum.origins.permissions import may_open_on

# Enough of what was said before to understand an answer, as on the comment's own page.
CONTEXT = 3


@dataclass(frozen=True)
class Unopened:
    """A page that nobody has said anything on yet: its discussion is opened by the first comment."""

    title: str


@dataclass(frozen=True)
class Part:
    """What is shown of a discussion: a page of it; or one comment with its replies, and what led there."""

    page: Page
    show: Comment | None = None
    thread: Comment | None = None
    above: Sequence[Comment] = ()

    @property
    def comments(self) -> Sequence[Comment]:
        return [*self.above, *([self.thread] if self.thread else []), *self.page.comments]


def article_at(key: str | None, url: str | None, title: str | None) -> Article | Unopened:
    """What is discussed on a page. NotFound when nothing is, and nothing may be."""
    found = find_article(key, url)
    if found is not None:
        return found
    if not url or not may_open_on(listed(origin_of(url))):
        raise NotFound("This page is not discussed here. Whoever runs its site can have it listed.")
    return Unopened(title_of(title, url))


def part_of(
    article: Article,
    sort: str | None = None,
    cursor: str | None = None,
    parent: str | None = None,
    show: str | None = None,
) -> Part:
    """As everybody sees it. A comment that is gone is left out; one that stands too deep comes with its own replies."""
    order = parse_sort(sort)
    wanted = _named(show, article)
    thread = _named(parent, article)
    if parent and thread is None:
        raise NotFound("There is no such comment. It may have been deleted.")
    if thread is None and wanted is not None and wanted.depth > LEVELS:
        thread = wanted
    if thread is None:
        return Part(load_page(article, None, order, cursor, show=wanted), wanted)
    above = ancestors(thread, CONTEXT)
    return Part(load_page(article, None, order, cursor, parent=thread, beside=len(above) + 1), wanted, thread, above)


def _named(text: str | None, article: Article) -> Comment | None:
    if not text:
        return None
    try:
        comment = comment_or_404(ids.from_text(text), None)
    except (ValueError, NotFound):
        return None
    return comment if comment.article_id == article.id else None
