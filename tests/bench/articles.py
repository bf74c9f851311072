"""The long article, and short ones whose first pages look like its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from sqlalchemy import insert, inspect, select, text

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.demo.seeding import seed
from forum.discussion.cursors import following
from forum.discussion.models import Comment, Mute, Recommendation
from forum.discussion.ranking import Sort
from forum.discussion.reading import load_page
from forum.ids import new_id
from tests.factories import an_article, person

SHORT = 100
PEOPLE = 2_000
DEEP_PAGE = 20
# Of the comments of a page every fifth is recommended by the reader who looks at it.
RECOMMENDED = 5


@dataclass(frozen=True)
class Pair:
    """A page of the long article, and the short article whose first page looks the same."""

    sort: Sort
    number: int
    cursor: str | None
    short: str  # its slug


@dataclass(frozen=True)
class Articles:
    """What is compared, and who reads it when signed in."""

    long: str  # its slug
    pairs: Sequence[Pair]
    reader: int


def make_articles(count: int) -> Articles:
    """A discussion of `count` comments, its short copies and a reader, written and analysed."""
    long, reader = an_article("long"), person("reader")
    for _ in seed(long.id, count, PEOPLE, Random(1)):
        pass
    pages = [(sort, number) for number in (1, DEEP_PAGE) for sort in Sort]
    pairs = [_pair(long, sort, number, reader) for sort, number in pages]
    somebody = load_page(long, None, Sort.BEST).comments[0].author_id
    db.session.add(Mute(account_id=reader.id, muted_id=somebody, created_at=clock.now()))
    articles = Articles(long.slug, pairs, reader.id)
    db.session.commit()
    # A planner that has not looked yet guesses; on a real site it looks by itself from time to time.
    db.session.execute(text("ANALYZE"))
    db.session.commit()
    return articles


def _pair(long: Article, sort: Sort, number: int, reader: Account) -> Pair:
    """The comments of a page, and behind them those that follow, not one of which is on the page."""
    cursor = _cursor(long, sort, number)
    page = load_page(long, None, sort, cursor)
    assert page.next_cursor is not None
    roots = select(Comment).where(Comment.article_id == long.id, Comment.parent_id.is_(None))
    behind = db.session.scalars(following(roots, page.next_cursor, sort, SHORT - len(page.comments))).all()
    short = an_article(f"short-{sort}-{number}", comment_count=SHORT)
    db.session.execute(insert(Comment), _copies([*page.comments, *behind], short))
    copied = load_page(short, None, sort)
    assert [comment.body_html for comment in copied.comments] == [comment.body_html for comment in page.comments]
    for comments in (page.comments, copied.comments):
        _recommend(reader, comments[::RECOMMENDED])
    return Pair(sort, number, cursor, short.slug)


def _cursor(article: Article, sort: Sort, number: int) -> str | None:
    """Where a page begins."""
    cursor = None
    for _ in range(number - 1):
        cursor = load_page(article, None, sort, cursor).next_cursor
        assert cursor is not None
    return cursor


def _copies(comments: Sequence[Comment], article: Article) -> list[dict[str, Any]]:
    """Rows like `comments`, numbers and all, since pages print them; the ids are new and in the same order."""
    new = {old: new_id() for old in sorted(comment.id for comment in comments)}
    columns = inspect(Comment).column_attrs.keys()
    rows = [{column: getattr(comment, column) for column in columns} for comment in comments]
    for row in rows:
        row |= {"id": new[row["id"]], "article_id": article.id, "root_id": new[row["root_id"]]}
        row["parent_id"] = new[row["parent_id"]] if row["parent_id"] else None
    return rows


def _recommend(reader: Account, comments: Sequence[Comment]) -> None:
    for comment in comments:
        if db.session.get(Recommendation, (comment.id, reader.id)) is None:
            db.session.add(Recommendation(comment_id=comment.id, account_id=reader.id, created_at=clock.now()))
    db.session.flush()
