"""Why somebody was told something, and what became of the mail about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.errors import NotFound
from forum.mail.models import Mail, State
from forum.notifications.models import Notification

LATEST = 50
# What became of a mail that was written, to whom it went; `sent` and `refused` are told with more.
MAILED: Mapping[State, str] = {
    State.WAITING: "It is written and goes out in a moment.",
    State.IN_DOUBT: "It went out, but the mail server did not say whether it has it. It will be sent once more.",
    State.SENT: "It was sent.",
    State.REFUSED: "The mail server for your address refused it.",
    State.DOUBTFUL: "It went out twice, and the mail server never said whether it has it. Look among unwanted mail.",
    State.SET_ASIDE: "No mail server took it for too long. The staff of this site can see that.",
    State.SKIPPED: "It was not sent: its reason was gone before it went.",
}


@dataclass(frozen=True)
class Explained:
    """A notification with all that its page says of it."""

    notification: Notification
    comment: Comment | None
    article: Article | None
    mail: Mail | None  # as long as it is kept


def notification_or_404(notification_id: int, person: Account) -> Notification:
    """Theirs; nobody learns of another's."""
    row = db.session.get(Notification, notification_id)
    if row is None or row.person_id != person.id:
        raise NotFound("There is no such notification.")
    return row


def explained(rows: Sequence[Notification]) -> Sequence[Explained]:
    """With three statements, however many they are."""
    numbers = [row.comment_id for row in rows if row.comment_id is not None]
    with_all = joinedload(Comment.author), joinedload(Comment.article), joinedload(Comment.parent)
    comments = {
        row.id: row for row in db.session.scalars(select(Comment).where(Comment.id.in_(numbers)).options(*with_all))
    }
    written = select(Mail).where(Mail.id.in_([row.mail_id for row in rows if row.mail_id is not None]))
    mails = {row.id: row for row in db.session.scalars(written)}
    of = select(Article).where(Article.id.in_([row.article_id for row in rows if row.article_id is not None]))
    articles = {row.id: row for row in db.session.scalars(of)}
    return [
        Explained(
            row,
            comments.get(row.comment_id or 0),
            articles.get(row.article_id or 0),
            mails.get(row.mail_id or 0),
        )
        for row in rows
    ]


def latest(person: Account) -> Sequence[Explained]:
    """The newest first, whether or not they stand in the inbox."""
    newest = select(Notification).where(Notification.person_id == person.id).order_by(Notification.id.desc())
    return explained(db.session.scalars(newest.limit(LATEST)).all())
