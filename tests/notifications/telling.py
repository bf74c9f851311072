"""Rows of what people are told, to look at."""

from typing import Any

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import to_text
from forum.notifications.models import Kind, Notification


def tell(person: Account, kind: Kind, comment: Comment | None = None, **columns: Any) -> Notification:
    """One thing that they are told; flushed."""
    about = {"comment_id": comment.id, "article_id": comment.article_id} if comment else {}
    given = {"reasons": [kind], "created_at": clock.now(), **about, **columns}
    occasion = f"{kind} {to_text(comment.id) if comment else clock.now().isoformat()}"
    row = Notification(person_id=person.id, kind=kind, occasion=occasion, **given)
    db.session.add(row)
    db.session.flush()
    return row
