"""The newest comments of an article, by one index and whatever the size of the thread: for those who watch it."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Row, Select, select

from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import PUBLIC, Comment
from forum.errors import NotFound

# More than come between two looks at the liveliest discussion; who has missed more loads the page again.
LATEST = 20


def article_as_watched(named: ColumnElement[bool]) -> Row[int, int, int]:
    """Id, version and comment_count, in one small statement: most who ask learn that nothing has happened."""
    query = select(Article.id, Article.version, Article.comment_count).where(named)
    found = db.session.execute(query).one_or_none()
    if found is None:
        raise NotFound("There is no such article.")
    return found


def latest(article_id: int) -> Sequence[Row[int, int | None]]:
    """Id and parent of the newest public comments, the newest first."""
    return db.session.execute(newest_of(article_id, LATEST).with_only_columns(Comment.id, Comment.parent_id)).all()


def newest_of(article_id: int, size: int) -> Select[Comment]:
    """What was said last under the article and everybody can read, by `ix_comment_article`."""
    public = select(Comment).where(Comment.article_id == article_id, Comment.state.in_(sorted(PUBLIC)))
    return public.order_by(Comment.id.desc()).limit(size)


def newest_id(article_id: int) -> int | None:
    """Of the comment that was said last: where a page's reader is up to date. None when nothing was said yet."""
    return db.session.scalar(newest_of(article_id, 1).with_only_columns(Comment.id))
