"""What became of mails: for `forum mail`, `forum doctor`, the gauges and the demonstration's mailbox."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select

from forum import clock
from forum.db import db
from forum.errors import NotFound
from forum.mail.addresses import SUPPRESSED_AT, SUPPRESSED_FOR
from forum.mail.events import MailWritten
from forum.mail.models import OPEN, Mail, State, Undeliverable
from forum.outbox.models import Fact
from forum.outbox.queries import set_aside


def counts() -> dict[State, int]:
    """Mails by how far they have come; those that have an end are kept for thirty days."""
    found = db.session.execute(select(Mail.state, func.count()).group_by(Mail.state)).all()
    return dict.fromkeys(State, 0) | {State(state): count for state, count in found}


def oldest_open() -> datetime | None:
    return db.session.scalar(select(func.min(Mail.created_at)).where(Mail.state.in_(OPEN)))


def mails_in(states: Collection[State], most: int = 50) -> Sequence[Mail]:
    """The newest first."""
    newest = select(Mail).where(Mail.state.in_(states)).order_by(Mail.id.desc()).limit(most)
    return db.session.scalars(newest).all()


def mail_or_404(mail_id: int) -> Mail:
    mail = db.session.get(Mail, mail_id)
    if mail is None:
        raise NotFound("There is no such mail.")
    return mail


def mails_named(ids: Collection[int]) -> Mapping[int, Mail]:
    """Those of them that are still kept, for whoever asks what became of several."""
    return {mail.id: mail for mail in db.session.scalars(select(Mail).where(Mail.id.in_(ids)))}


def suppressed() -> Sequence[Undeliverable]:
    still = Undeliverable.last_at > clock.now() - SUPPRESSED_FOR
    often = select(Undeliverable).where(Undeliverable.score >= SUPPRESSED_AT, still)
    return db.session.scalars(often.order_by(Undeliverable.address)).all()


def unwritten() -> Mapping[int, Fact]:
    """By mail, what stopped those whose words could not be made: they failed too often, and nothing tries them."""
    facts = [fact for fact in set_aside() if fact.name == MailWritten.__name__]
    return {fact.payload["mail_id"]: fact for fact in facts}
