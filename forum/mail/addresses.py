"""Addresses that no mail reaches: after some refusals in a row nothing is sent there any more."""

from forum import clock
from forum.db import db
from forum.mail.models import Undeliverable

# Once may be a mistake of the server's, or a mailbox that is being moved.
SUPPRESSED_AFTER = 3


def is_suppressed(address: str) -> bool:
    row = db.session.get(Undeliverable, key_of(address))
    return row is not None and row.refusals >= SUPPRESSED_AFTER


def note_refusal(address: str, reply: str) -> None:
    row = db.session.get(Undeliverable, key_of(address))
    if row is None:
        row = Undeliverable(address=key_of(address), refusals=0)
        db.session.add(row)
    row.refusals, row.last_reply, row.last_at = row.refusals + 1, reply, clock.now()


def reachable_again(address: str) -> bool:
    """A mail got through, or an owner says so; whether the address was noted."""
    row = db.session.get(Undeliverable, key_of(address))
    if row is not None:
        db.session.delete(row)
    return row is not None


def key_of(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"
