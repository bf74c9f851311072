"""Writing a mail: a row in the caller's transaction; the worker does the rest."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from forum import clock, ids
from forum.db import db
from forum.errors import YES, Answer, no, require
from forum.mail.events import MailWritten
from forum.mail.models import Mail
from forum.outbox.record import record
from forum.web.site import settings


def is_possible() -> Answer:
    """Whether this site can send mail at all: what needs one is not offered otherwise."""
    if settings().mail_url is None and not shows_mailbox():
        return no("This site cannot send mail. Its owner sets FORUM_MAIL_URL for that.")
    return YES


def shows_mailbox() -> bool:
    """In the demonstration, on its own machine, mail goes no further than /mailbox."""
    return settings().mail_url is None and settings().demo and settings().on_loopback


def write(
    purpose: str,
    to: str,
    facts: Mapping[str, Any],
    account_id: int | None = None,
    at: datetime | None = None,
) -> Mail:
    """A mail to `to`, soon or at `at`. `facts` are ids and plain words, never a token or what else opens a door.

    Forbidden where no mail is possible, rather than one that waits for ever.
    """
    require(is_possible())
    number = ids.new_id()
    host = urlsplit(settings().base_url).hostname
    row = Mail(
        id=number,
        message_id=f"<{ids.to_text(number)}.{purpose}@{host}>",
        purpose=purpose,
        recipient=to,
        account_id=account_id,
        payload=dict(facts),
        created_at=clock.now(),
    )
    db.session.add(row)
    record(MailWritten(number), at)
    return row
