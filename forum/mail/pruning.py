"""Mails are kept for as long as somebody may ask what became of them, and no longer: they hold addresses."""

from datetime import timedelta

from sqlalchemy import delete

from forum import clock
from forum.db import db
from forum.mail.addresses import SUPPRESSED_FOR
from forum.mail.models import OPEN, Mail, Undeliverable

KEPT_FOR = timedelta(days=30)


def prune() -> None:
    now = clock.now()
    db.session.execute(delete(Mail).where(Mail.state.not_in(OPEN), Mail.created_at < now - KEPT_FOR))
    db.session.execute(delete(Undeliverable).where(Undeliverable.last_at < now - SUPPRESSED_FOR))
