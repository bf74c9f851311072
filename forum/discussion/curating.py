"""What editors make of a comment beside its state: hidden as a spoiler, picked, pinned, its thread locked or moved.

Every caller holds the article, and of a move both, and moves the comment's version once for all of it.
"""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, or_, update
from sqlalchemy.orm.attributes import set_committed_value

from forum import clock
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.wording import word


def hide_words(comment: Comment, hidden: bool) -> None:
    """All of it as one spoiler, or as it was typed, which it stays in either case."""
    comment.is_wrapped, comment.worded_at = hidden, clock.now()
    word(comment, comment.body_source)


def set_pin(comment: Comment, at: datetime | None) -> None:
    comment.article.pinned_count += (at is not None) - (comment.pinned_at is not None)
    comment.pinned_at = at


def set_lock(root: Comment, locked: bool) -> None:
    """On every comment of the thread, so that each knows by itself whether it takes replies."""
    db.session.execute(update(Comment).where(_thread(root)).values(is_locked=locked))


def move_thread(root: Comment, article: Article) -> None:
    """All of it, with what it counts for there."""
    source, public = root.article, root.is_public + root.descendant_count
    db.session.execute(update(Comment).where(_thread(root)).values(article_id=article.id))
    set_committed_value(root, "article", article)
    source.comment_count -= public
    article.comment_count += public
    for each in (source, article):
        each.version += 1


def _thread(root: Comment) -> ColumnElement[bool]:
    return or_(Comment.id == root.id, and_(Comment.root_id == root.id, Comment.parent_id.is_not(None)))
