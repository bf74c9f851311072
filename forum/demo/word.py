"""What the demonstration's people were told of one another: it is among their notifications, and was never mailed."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum import ids
from forum.db import db
from forum.discussion.models import PUBLIC, Comment
from forum.ids import new_id
from forum.notifications.models import Post
from forum.notifications.recipients import Deaf, Said, recipients
from forum.notifications.telling import insert_new
from forum.notifications.ties import close_ties

NEVER_MAILED = "The demonstration mails nothing of what its people said before you came."
# So many are new to each of them, so that who tries the site out finds something to open.
UNREAD = 3


def fill_inboxes(article_ids: Collection[int]) -> None:
    """Whoever was answered or named on these articles was told so at the time."""
    said = select(Comment).where(Comment.article_id.in_(article_ids), Comment.state.in_(sorted(PUBLIC)))
    in_order = said.options(joinedload(Comment.parent)).order_by(Comment.created_at, Comment.id)
    told: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for comment in db.session.scalars(in_order.execution_options(populate_existing=True)):
        who = recipients(Said(comment.author_id, comment.is_public), close_ties(comment), Deaf())
        for person_id, kinds in who.items():
            told[person_id].append(_row(comment, person_id, [str(kind) for kind in kinds], comment.created_at))
    for rows in told.values():
        for row in rows[-UNREAD:]:
            row["read_at"] = None
    in_order_of_time = sorted((row for rows in told.values() for row in rows), key=lambda row: row["created_at"])
    insert_new([{"id": new_id(), **row} for row in in_order_of_time])  # the list goes by ids


def _row(comment: Comment, person_id: int, kinds: list[str], at: datetime) -> dict[str, Any]:
    return {
        "person_id": person_id,
        "occasion": ids.to_text(comment.id),
        "kind": kinds[0],
        "reasons": kinds,
        "comment_id": comment.id,
        "article_id": comment.article_id,
        "created_at": at,
        "in_inbox": True,
        "read_at": at,
        "post": Post.NONE,
        "mail_due_at": None,
        "mail_reason": NEVER_MAILED,
    }
