"""Writing a mail: a row in the caller's transaction; the worker does the rest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import insert

from forum import clock, ids
from forum.db import db
from forum.errors import YES, Answer, no, require
from forum.mail.events import MailWritten
from forum.mail.headers import message_id as checked_name
from forum.mail.models import Mail
from forum.outbox.record import record, record_many
from forum.web.site import settings


def is_possible() -> Answer:
    """Whether this site can send mail at all: what needs one is not offered otherwise."""
    if settings().mail_url is None and not shows_mailbox():
        return no("This site cannot send mail. Its owner sets FORUM_MAIL_URL for that.")
    return YES


def shows_mailbox() -> bool:
    """In the demonstration, on its own machine, mail goes no further than /mailbox."""
    return settings().mail_url is None and settings().demo and settings().on_loopback


@dataclass(frozen=True)
class ToWrite:
    """A mail that is to be written: see `write`."""

    purpose: str
    to: str
    facts: Mapping[str, Any]
    account_id: int | None = None
    at: datetime | None = None
    message_id: str | None = None


def write(
    purpose: str,
    to: str,
    facts: Mapping[str, Any],
    account_id: int | None = None,
    at: datetime | None = None,
    message_id: str | None = None,
) -> Mail:
    """A mail to `to`, soon or at `at`. `facts` are ids and plain words, never a token or what else opens a door.

    Forbidden where no mail is possible, rather than one that waits for ever. Under `message_id` go all mails about the
    same thing; without it a mail has a name of its own. Invalid for what cannot be a name.
    """
    require(is_possible())
    row = Mail(**_columns(ToWrite(purpose, to, facts, account_id, at, message_id)))
    db.session.add(row)
    record(MailWritten(row.id), at)
    return row


def write_many(letters: Sequence[ToWrite]) -> list[int]:
    """As `write`, for thousands in two statements; the ids of the mails, in the order of `letters`."""
    require(is_possible())
    rows = [_columns(letter) for letter in letters]
    if rows:
        db.session.execute(insert(Mail), rows)
    numbers = [row["id"] for row in rows]
    record_many([(MailWritten(number), letter.at) for number, letter in zip(numbers, letters, strict=True)])
    return numbers


def _columns(letter: ToWrite) -> dict[str, Any]:
    number = ids.new_id()
    host = urlsplit(settings().base_url).hostname
    own = f"<{ids.to_text(number)}.{letter.purpose}@{host}>"
    return {
        "id": number,
        "message_id": own if letter.message_id is None else checked_name(letter.message_id),
        "purpose": letter.purpose,
        "recipient": letter.to,
        "account_id": letter.account_id,
        "payload": dict(letter.facts),
        "created_at": clock.now(),
    }
