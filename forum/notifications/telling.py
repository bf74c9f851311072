"""A new notification: its row, and whether and when mail about it is due."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite

from forum.accounts.models import Account
from forum.db import db
from forum.notifications.choosing import zone_of
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Notification, Post
from forum.notifications.reaching import unreachable
from forum.notifications.timing import due_at

UNWANTED = "You want no mail of this kind."
SEEN = "You had seen it on the site."


def mailing_of(person: Account, kind: Kind, manner: Manner, now: datetime, was_seen: bool = False) -> dict[str, Any]:
    """The columns about its mail, which a later look may change."""
    reason = SEEN if was_seen else UNWANTED if manner.mail == Frequency.NEVER else unreachable(person)
    if reason:
        return {"post": Post.SKIPPED if was_seen else Post.NONE, "mail_due_at": None, "mail_reason": reason}
    post = Post.WAITS if manner.mail == Frequency.AT_ONCE else Post.DIGEST
    return {"post": post, "mail_due_at": due_at(kind, manner.mail, now, zone_of(person)), "mail_reason": None}


def insert_new(rows: Sequence[dict[str, Any]]) -> None:
    """In one statement; who was told of it already, by an earlier try or for another reason, is not told again."""
    if not rows:
        return
    dialect = postgresql if db.engine.dialect.name == "postgresql" else sqlite
    whole = [{"statement_id": None, "mail_id": None, "mailed_at": None, **row} for row in rows]
    # By name: the partial indexes beside it must not be taken for it.
    unless_told = dialect.insert(Notification).on_conflict_do_nothing(index_elements=["person_id", "occasion"])
    db.session.execute(unless_told, whole)
