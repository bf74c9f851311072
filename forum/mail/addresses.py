"""Addresses that mail does not reach: each keeps a score of its trouble, and at four nothing is sent there any more.

*Why a score.* "No such mailbox" may once be a mistake of the server's, or a mailbox that is being moved; twice is an
answer. What was put off until we gave up says less: a full mailbox is emptied some day. So the first counts two, the
second one, and once a mail only, at its end: most servers put off the first try of a stranger, and take the second.
What is not repeated is forgiven by the week, or at once when a mail arrives. Whoever goes on writing to mailboxes that
are not there is taken for a sender of spam, at the cost of everybody else's mail; whoever never writes again loses a
reader whose server was down. Hence another try after thirty days.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select

from forum import clock
from forum.db import db
from forum.mail.models import Undeliverable

FOR_GOOD, FOR_NOW = 2, 1
SUPPRESSED_AT = 4
# A point less for each of these without trouble; an address at four stays where it is until it is tried again.
FORGIVEN_IN = timedelta(weeks=1)
SUPPRESSED_FOR = timedelta(days=30)


def suppressed_until(address: str) -> datetime | None:
    """When mail is sent there again; None while it is."""
    row = db.session.get(Undeliverable, key_of(address))
    if row is None or score_of(row) < SUPPRESSED_AT:
        return None
    return row.last_at + SUPPRESSED_FOR


def suppressed_among(addresses: Collection[str]) -> frozenset[str]:
    """Those to which nothing is sent, in one statement."""
    keys = {key_of(address): address for address in addresses if address}
    rows = db.session.scalars(select(Undeliverable).where(Undeliverable.address.in_(keys)))
    return frozenset(keys[row.address] for row in rows if score_of(row) >= SUPPRESSED_AT)


def score_of(row: Undeliverable) -> int:
    """The trouble that still counts today."""
    quiet = clock.now() - row.last_at
    if quiet >= SUPPRESSED_FOR:
        return 0
    if row.score >= SUPPRESSED_AT:
        return row.score
    return max(0, row.score - max(0, quiet // FORGIVEN_IN))  # another machine's clock may be ahead of ours


def note_trouble(address: str, points: int, reply: str) -> None:
    """FOR_GOOD: there is no such mailbox. FOR_NOW: it took nothing for as long as we tried."""
    row = db.session.get(Undeliverable, key_of(address), with_for_update=True, populate_existing=True)
    if row is None:
        row = Undeliverable(address=key_of(address), score=0, last_at=clock.now())
        db.session.add(row)
    row.score = min(score_of(row) + points, SUPPRESSED_AT)
    row.last_reply, row.last_at = reply, clock.now()


def reachable_again(address: str) -> bool:
    """A mail got through, or an owner says so; whether there had been trouble."""
    gone = delete(Undeliverable).where(Undeliverable.address == key_of(address)).returning(Undeliverable.address)
    return db.session.scalar(gone) is not None


def key_of(address: str) -> str:
    local, _, domain = address.rpartition("@")
    return f"{local}@{domain.lower()}"
