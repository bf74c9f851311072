"""What mails about comments are called, so that a mail program puts them together as the thread is."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from forum import ids
from forum.notifications.kinds import CLOSEST
from forum.notifications.models import Notification
from forum.web.site import settings


def message_id(row: Notification) -> str:
    """Of a comment that appeared the same for everybody who is told of it; of anything else its own."""
    if row.kind in CLOSEST and row.comment_id is not None:
        return comments_id(row.comment_id)
    return f"<{ids.to_text(row.id)}.{row.kind}@{host()}>"


def comments_id(comment_id: int) -> str:
    return f"<{ids.to_text(comment_id)}.comment@{host()}>"


def references(above: Iterable[int]) -> str:
    """The chain of comments above, the root first (RFC 5322, 3.6.4)."""
    return " ".join(comments_id(number) for number in above)


def list_id(name: str) -> str:
    """RFC 2919: a label of letters, digits and hyphens before our host."""
    return f"<{name.replace('_', '-')}.{host()}>"


def host() -> str:
    return urlsplit(settings().base_url).hostname or "localhost"
