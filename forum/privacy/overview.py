"""What there is about somebody, in numbers."""

from collections.abc import Mapping

from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment, Revision
from forum.privacy.sections import SECTIONS

# In the order of the page. What is not counted here is in the file all the same.
LABELS: Mapping[str, str] = {
    "comments": "Comments",
    "edits": "What comments said before",
    "recommendations": "Recommendations",
    "visits": "Articles that you were at",
    "statements": "Decisions about your comments or you",
    "appeals": "Appeals of yours",
    "mutes": "People whom you muted",
    "following": "Things that you follow or silenced",
    "notifications": "Things that you were told",
    "sessions": "Browsers where you are signed in, or were of late",
    "passkeys": "Passkeys",
    "mails": "Mails to you, of the last 30 days",
    "former_handles": "Handles that you gave up",
}


def numbers_of(account: Account) -> Mapping[str, int]:
    """By label, how many."""
    counts = {"edits": _edits(account)}
    for section in SECTIONS:
        if section.name in LABELS:
            theirs = select(func.count()).select_from(section.table).where(section.theirs(account))
            counts[section.name] = db.session.scalar(theirs) or 0
    return {label: counts[name] for name, label in LABELS.items()}


def _edits(account: Account) -> int:
    mine = select(func.count()).select_from(Revision).join(Comment, Comment.id == Revision.comment_id)
    return db.session.scalar(mine.where(Comment.author_id == account.id)) or 0
