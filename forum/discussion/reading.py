"""Loading one page of a discussion: a bounded number of queries and rows, whatever the size of the thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.cursors import beyond, cursor_after, following, in_order
from forum.discussion.filling import LEVELS, PAGE_SIZE, Filling, descend
from forum.discussion.models import PUBLIC, Comment
from forum.discussion.permissions import readable_by, visible_to
from forum.discussion.queries import ancestors, marked_by
from forum.discussion.ranking import Sort
from forum.discussion.tree import Node, assemble

PROFILE_SIZE = 20


@dataclass(frozen=True)
class Page:
    """What a template needs to show a page of comments."""

    nodes: Sequence[Node]
    sort: Sort
    next_cursor: str | None
    comments: Sequence[Comment]
    people: Mapping[int, Account]


@dataclass(frozen=True)
class Marks:
    """What one viewer has done to the comments of a page."""

    recommended: frozenset[int]  # ids of comments
    muted: frozenset[int]  # ids of people


def marks_of(viewer: Account | None, comments: Sequence[Comment]) -> Marks:
    return Marks(*marked_by(viewer, [comment.id for comment in comments]))


def load_page(
    article: Article,
    viewer: Account | None,
    sort: Sort,
    cursor: str | None = None,
    parent: Comment | None = None,
    show: Comment | None = None,
    beside: int = 0,
) -> Page:
    """A page of the article's comments, or of the replies to `parent`, with `beside` comments shown above them.

    `show` is on the page wherever it ranks.
    """
    filling = Filling(beside, [*ancestors(show, LEVELS), show] if show and show.depth <= LEVELS else [])
    tops, next_cursor = filling.take_tops(
        [*_pinned(article, cursor, parent), *_tops(article, viewer, sort, cursor, parent)], sort
    )
    children = descend(tops, filling, sort, viewer)
    everyone = [*tops, *(reply for replies in children.values() for reply in replies.shown)]
    return Page(
        nodes=assemble(tops, children),
        sort=sort,
        next_cursor=next_cursor,
        comments=everyone,
        people=_authors(everyone),
    )


def _pinned(article: Article, cursor: str | None, parent: Comment | None) -> Sequence[Comment]:
    """What stands first on the first page, and nowhere else."""
    if parent is not None or cursor or not article.pinned_count:
        return ()
    first = select(Comment).where(Comment.article_id == article.id, Comment.pinned_at.is_not(None))
    return db.session.scalars(first.where(Comment.state.in_(sorted(PUBLIC))).order_by(Comment.pinned_at.desc())).all()


def _tops(
    article: Article, viewer: Account | None, sort: Sort, cursor: str | None, parent: Comment | None
) -> Sequence[Comment]:
    """The comments at the top of the page, and one more if there is a next page."""
    query = select(Comment).where(visible_to(viewer))
    if parent is None:
        query = query.where(Comment.article_id == article.id, Comment.parent_id.is_(None))
        if article.pinned_count:
            query = query.where(or_(Comment.pinned_at.is_(None), Comment.state.not_in(sorted(PUBLIC))))
    else:
        query = query.where(Comment.parent_id == parent.id)
    if cursor:
        query = following(query, cursor, sort, PAGE_SIZE + 1)
    else:
        query = query.order_by(*in_order(sort)).limit(PAGE_SIZE + 1)
    return db.session.scalars(query).all()


def _authors(comments: Sequence[Comment]) -> dict[int, Account]:
    """Everybody who speaks on the page, by id; the comments find them here without another query."""
    wanted = {comment.author_id for comment in comments}
    found = db.session.scalars(select(Account).where(Account.id.in_(wanted)))
    return {account.id: account for account in found}


def comments_by(
    person: Account, viewer: Account | None, cursor: str | None = None
) -> tuple[Sequence[Comment], str | None]:
    """What `person` said, the latest first, with the articles; and where the next page begins."""
    query = (
        select(Comment)
        .where(Comment.author_id == person.id, readable_by(viewer))
        .options(joinedload(Comment.article).joinedload(Article.section), joinedload(Comment.author))
    )
    if cursor:
        query = query.where(beyond(cursor, Sort.NEWEST))
    rows = db.session.scalars(query.order_by(*in_order(Sort.NEWEST)).limit(PROFILE_SIZE + 1)).all()
    shown = rows[:PROFILE_SIZE]
    return shown, cursor_after(shown[-1], Sort.NEWEST) if len(rows) > len(shown) else None
