"""Whom the site may tell by mail of what waits."""

from collections.abc import Sequence

from sqlalchemy import select

from forum.accounts.models import Account, Role
from forum.accounts.queries import vouched_for
from forum.db import db
from forum.mail.addresses import suppressed_until
from forum.notifications.choosing import Manners
from forum.notifications.models import Frequency, Kind

STAFF = (Role.MODERATOR, Role.ADMIN)
KINDS = (Kind.WAITING, Kind.REPORTS)


def staff() -> Sequence[Account]:
    """Those who decide about comments and have proved their address."""
    here = (Account.banned_at.is_(None), Account.erased_at.is_(None), Account.confirmed_at.is_not(None))
    return db.session.scalars(
        select(Account).where(Account.role.in_(STAFF), vouched_for(), *here).order_by(Account.id)
    ).all()


def is_on_staff(person: Account | None) -> bool:
    """The same of one, by the row alone: whoever holds a link from a mail need not be signed in."""
    if person is None or person.role not in STAFF or person.must_be_vouched_for:
        return False
    return person.banned_at is None and person.erased_at is None and person.confirmed_at is not None


def is_reached(person: Account) -> bool:
    return is_on_staff(person) and suppressed_until(person.email) is None


def wanted(manners: Manners) -> tuple[Kind, ...]:
    """Of what they want mail."""
    return tuple(kind for kind in KINDS if manners[kind].mail != Frequency.NEVER)
