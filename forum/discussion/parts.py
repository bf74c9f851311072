"""Which part of a discussion is meant: a page of it, or one comment with its replies."""

from collections.abc import Sequence
from dataclasses import dataclass

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.cursors import parse_sort
from forum.discussion.filling import LEVELS
from forum.discussion.models import Comment
from forum.discussion.queries import ancestors, comment_or_404
from forum.discussion.reading import Page, load_page
from forum.errors import NotFound

# Enough of what was said before to understand an answer, as on the comment's own page.
CONTEXT = 3


@dataclass(frozen=True)
class Part:
    """What is shown of a discussion: a page of it; or one comment (thread) with its replies, and what led there."""

    page: Page
    show: Comment | None = None
    thread: Comment | None = None
    above: Sequence[Comment] = ()

    @property
    def leading(self) -> Sequence[Comment]:
        """What stands before the page itself."""
        return [*self.above, self.thread] if self.thread else ()

    @property
    def comments(self) -> Sequence[Comment]:
        return [*self.leading, *self.page.comments]


def part_of(
    article: Article,
    viewer: Account | None,
    sort: str | None = None,
    cursor: str | None = None,
    parent: str | None = None,
    show: str | None = None,
) -> Part:
    """NotFound without such a `parent`. A `show` that is gone is left out; one too deep comes with its own replies."""
    order = parse_sort(sort)
    wanted = _named(show, article, viewer)
    thread = _named(parent, article, viewer)
    if parent and thread is None:
        raise NotFound("There is no such comment. It may have been deleted.")
    if thread is None and wanted is not None and wanted.depth > LEVELS:
        thread = wanted
    if thread is None:
        return Part(load_page(article, viewer, order, cursor, show=wanted), wanted)
    above = ancestors(thread, CONTEXT)
    page = load_page(article, viewer, order, cursor, parent=thread, beside=len(above) + 1)
    return Part(page, thread, thread, above)


def _named(text: str | None, article: Article, viewer: Account | None) -> Comment | None:
    if not text:
        return None
    try:
        comment = comment_or_404(ids.from_text(text), viewer)
    except (ValueError, NotFound):
        return None
    return comment if comment.article_id == article.id else None
