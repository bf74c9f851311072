"""A new notification: its row, and whether and when mail about it is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects import postgresql, sqlite

from forum import clock
from forum.accounts.models import Account
from forum.db import db, rows_changed
from forum.discussion.models import Comment
from forum.mail.models import OPEN, Mail
from forum.notifications.choosing import zone_of
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Notification, Post
from forum.notifications.reaching import unreachable
from forum.notifications.timing import due_at

UNWANTED = "You want no mail of this kind."
SEEN = "You had seen it on the site."
TAKEN_AWAY = "The comment was taken away, or waits for a moderator again."
NOT_PICKED = "The editor took that back."
TOLD_BEFORE = "You have had a mail about this discussion, and were not back since: one is enough."


def mailing_of(person: Account, kind: Kind, manner: Manner, now: datetime, was_seen: bool = False) -> dict[str, Any]:
    """The columns about its mail, which a later look may change."""
    reason = SEEN if was_seen else UNWANTED if manner.mail == Frequency.NEVER else unreachable(person)
    if reason:
        return {"post": Post.SKIPPED if was_seen else Post.NONE, "mail_due_at": None, "mail_reason": reason}
    post = Post.WAITS if manner.mail == Frequency.AT_ONCE else Post.DIGEST
    return {"post": post, "mail_due_at": due_at(kind, manner.mail, now, zone_of(person)), "mail_reason": None}


def give_another_chance(occasion: str, wait: timedelta) -> None:
    """What was not mailed because its comment was away for a time, or its pick, is to be mailed after all."""
    skipped = Notification.post == Post.SKIPPED, Notification.mail_reason.in_((TAKEN_AWAY, NOT_PICKED))
    again = update(Notification).where(Notification.occasion == occasion, *skipped, Notification.read_at.is_(None))
    rows_changed(again.values(post=Post.WAITS, mail_due_at=clock.now() + wait, mail_reason=None))


def free_those_behind(comment: Comment) -> None:
    """Whoever was to have a mail about it, which was taken away before that went, may have the next about the place."""
    unsent = select(Notification.person_id).join(Mail, Mail.id == Notification.mail_id)
    unsent = unsent.where(Notification.comment_id == comment.id, Mail.state.in_(OPEN))
    behind = Notification.article_id == comment.article_id, Notification.mail_reason == TOLD_BEFORE
    theirs = Notification.person_id.in_(unsent), Notification.post == Post.SKIPPED, Notification.read_at.is_(None)
    again = update(Notification).where(*behind, *theirs)
    rows_changed(again.values(post=Post.WAITS, mail_due_at=clock.now(), mail_reason=None))


def note_answered(comment: Comment) -> None:
    """Whoever answers has read what they answer."""
    if comment.parent_id is not None:
        theirs = Notification.person_id == comment.author_id, Notification.comment_id == comment.parent_id
        unread = update(Notification).where(*theirs, Notification.read_at.is_(None))
        rows_changed(unread.values(read_at=clock.now()))


def insert_new(rows: Sequence[dict[str, Any]]) -> None:
    """In one statement; who was told of it already, by an earlier try or for another reason, is not told again."""
    if not rows:
        return
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    whole = [{"statement_id": None, "mail_id": None, "mailed_at": None, **row} for row in rows]
    # By name: the partial indexes beside it must not be taken for it.
    unless_told = dialect.insert(Notification).on_conflict_do_nothing(index_elements=["person_id", "occasion"])
    db.session.execute(unless_told, whole)
