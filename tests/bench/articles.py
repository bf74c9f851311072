"""The long article, and for each order a short one whose first page looks the same."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import insert, inspect, select, text

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.demo.seeding import seed
from forum.discussion.cursors import beyond, in_order
from forum.discussion.models import Comment, Mute, Recommendation
from forum.discussion.ranking import Sort
from forum.discussion.reading import load_page
from forum.discussion.tree import Node
from forum.ids import new_id
from tests.factories import an_article, person

SHORT = 100
PEOPLE = 2_000
DEEP_PAGE = 20
# Every so many comments of a page are recommended by the reader who looks at it.
RECOMMENDED = 5


@dataclass(frozen=True)
class Articles:
    """What is compared: slugs, by order where there is one for each."""

    long: str
    short: Mapping[Sort, str]
    deep: Mapping[Sort, str]  # the cursors of page 20 of the long one
    reader: int


def make_articles(count: int) -> Articles:
    """A discussion of `count` comments, its short copies and a reader, written and analysed."""
    long, reader = an_article("long"), person("reader")
    for _ in seed(long.id, count, PEOPLE, Random(1)):
        pass
    db.session.flush()
    short = {sort: _short_copy(long, sort, reader) for sort in Sort}
    db.session.add(Mute(account_id=reader.id, muted_id=_first_author(long), created_at=clock.now()))
    articles = Articles(long.slug, short, {sort: _deep_cursor(long, sort) for sort in Sort}, reader.id)
    db.session.commit()
    # Without it the planner of PostgreSQL guesses until it has found the time by itself.
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    return articles


def _short_copy(long: Article, sort: Sort, reader: Account) -> str:
    page = load_page(long, None, sort)
    shown = [comment for node in page.nodes for comment in _comments_of(node)]
    last = page.next_cursor
    query = select(Comment).where(Comment.article_id == long.id, Comment.parent_id.is_(None), beyond(last or "", sort))
    # Never on the page, but where the query for it looks to learn whether there is a next one.
    behind = db.session.scalars(query.order_by(*in_order(sort)).limit(SHORT - len(shown))).all()
    short = an_article(f"short-{sort}", comment_count=SHORT)
    copies = _copies([*shown, *behind], short)
    db.session.execute(insert(Comment), copies)
    # The same order by id decides between equals, so that the copy's ids must grow as the originals' do.
    for comments in ([comment.id for comment in shown], [copy["id"] for copy in copies[: len(shown)]]):
        _recommend(reader, comments[::RECOMMENDED])
    return short.slug


def _comments_of(node: Node) -> Iterable[Comment]:
    yield node.comment
    for reply in node.replies:
        yield from _comments_of(reply)


def _copies(comments: Sequence[Comment], article: Article) -> list[dict[str, Any]]:
    """Rows like `comments` but for their ids; the numbers stay, since pages print them."""
    new = {old: new_id() for old in sorted(comment.id for comment in comments)}
    columns = inspect(Comment).column_attrs.keys()
    rows = [{column: getattr(comment, column) for column in columns} for comment in comments]
    for row in rows:
        row |= {"id": new[row["id"]], "article_id": article.id, "root_id": new[row["root_id"]]}
        row["parent_id"] = new[row["parent_id"]] if row["parent_id"] else None
    return rows


def _recommend(reader: Account, comments: Sequence[int]) -> None:
    for comment_id in comments:
        if db.session.get(Recommendation, (comment_id, reader.id)) is None:
            db.session.add(Recommendation(comment_id=comment_id, account_id=reader.id, created_at=clock.now()))
    db.session.flush()


def _first_author(article: Article) -> int:
    return load_page(article, None, Sort.BEST).nodes[0].comment.author_id


def _deep_cursor(article: Article, sort: Sort) -> str:
    cursor = None
    for _ in range(DEEP_PAGE - 1):
        cursor = load_page(article, None, sort, cursor).next_cursor
    return cursor or ""
