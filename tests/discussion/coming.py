"""Somebody comes to an article, and has seen some of it."""

from datetime import UTC, datetime, timedelta

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.visiting import PAUSE, note_visit
from forum.ids import to_text

MINUTE = timedelta(minutes=1)
# Yesterday, so that the ids that are made in these tests are later than every visit in them.
MONDAY = datetime.now(UTC) - timedelta(days=1)
LATER = PAUSE + MINUTE


def comes(who: Account, article: Article, at: datetime, *seen: Comment) -> None:
    with clock.stopped_at(at):
        note_visit(article, by=who, seen=[to_text(comment.id) for comment in seen])
    db.session.flush()
