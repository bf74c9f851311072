"""The account of somebody whom an issuer vouches for: made when they first come, and following what is said of them.

*Why it follows what changes, and no more.* Who changed their name here, or was given a badge by an admin, would lose it
at every sign-in. So we remember what the issuer said last: what it says anew counts, and what it no longer says it
takes back, as long as that was its own to give.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from forum import clock
from forum.accounts.addresses import email_key
from forum.accounts.credentials import not_of_late, sign_out_everywhere
from forum.accounts.models import Account, Role
from forum.accounts.names import parse_display_name
from forum.accounts.notices import tell_of_change
from forum.accounts.permissions import may_enter
from forum.accounts.queries import account_by_email, keep_from_erasure, names_of_staff
from forum.accounts.registration import new_member
from forum.db import db
from forum.discussion.bylines import give_badge, sign_anew
from forum.errors import Invalid, require
from forum.moderation.log import log_change
from forum.sso.barring import require_not_barred
from forum.sso.models import Identity
from forum.sso.vouching import Vouched

# What an issuer gives it can take back only from whoever comes by again, and who was dismissed stays away. So it counts
# for a while: a role, which lets read and decide what others may not, for a day; to post for a month.
ROLE_COUNTS, POSTING_COUNTS = timedelta(days=1), timedelta(days=30)
# Whoever may not be called what they are called elsewhere chooses a name here.
NAMELESS = "Reader"


@dataclass(frozen=True)
class Arrival:
    """Who has come, whether they have given a second factor that counts here, and when they proved who they are."""

    account: Account
    with_second: bool
    proved_at: datetime


def arrival_of(vouched: Vouched) -> Arrival:
    return Arrival(account_of(vouched), vouched.with_second, vouched.signed_in_at or not_of_late())


def account_of(vouched: Vouched) -> Account:
    """Known by issuer and id alone, never by an address. Forbidden when nobody may sign in to it."""
    identity = _known(vouched) or _introduced(vouched)
    account = identity.account
    require(may_enter(account))
    badge, role = account.badge, account.role
    _follow_name(account, identity, vouched.name)
    _follow_badge(account, identity, vouched.badge)
    _follow_address(account, vouched.email)
    _follow_role(account, identity, vouched.role)
    identity.last_at = clock.now()
    account.may_post_until = identity.last_at + POSTING_COUNTS if vouched.may_post else None
    db.session.flush()
    said_so = f"{identity.issuer} says so"
    log_change("badge", None, account, badge, account.badge, said_so)
    log_change("role", None, account, role, account.role, said_so)
    return account


def _known(vouched: Vouched) -> Identity | None:
    theirs = Identity.issuer == vouched.issuer, Identity.subject == vouched.subject
    return db.session.scalar(select(Identity).where(*theirs).options(joinedload(Identity.account)))


def _introduced(vouched: Vouched) -> Identity:
    """A new account; or the one that somebody made who came at the same moment from the same place.

    Forbidden for whoever was banned and had their account deleted.
    """
    require_not_barred(vouched.issuer, vouched.subject)
    with suppress(IntegrityError), db.session.begin_nested():
        account = new_member(_fit_name(vouched.name) or NAMELESS, vouched.email)
        now = clock.now()
        identity = Identity(
            issuer=vouched.issuer, subject=vouched.subject, account=account, created_at=now, last_at=now
        )
        identity.name, identity.role = vouched.name, Role.READER
        db.session.add(identity)
        db.session.flush()
        return identity
    theirs = _known(vouched)
    assert theirs is not None, "neither there nor to be made"  # noqa: S101
    return theirs


def _follow_name(account: Account, identity: Identity, name: str) -> None:
    if not name or name == identity.name:
        return
    identity.name = name
    fit = _fit_name(name, account)
    if fit and fit != account.display_name:
        sign_anew(account)
        keep_from_erasure(account)
        account.display_name = fit


def _fit_name(name: str, account: Account | None = None) -> str | None:
    """None for what nobody here may be called: the name of the site, of its staff, of nothing that can be seen."""
    try:
        return parse_display_name(name, names_of_staff(but_of=account))
    except Invalid:
        return None


def _follow_badge(account: Account, identity: Identity, badge: str | None) -> None:
    if badge == identity.badge:
        return
    if badge is not None or account.badge == identity.badge:
        give_badge(account, badge)
    identity.badge = badge


def _follow_address(account: Account, address: str) -> None:
    """Only who has none gets one, and only one that nobody has: to change it is for its owner."""
    if account.email or not address or account_by_email(address) is not None:
        return
    before = account.email, account.email_key
    try:
        with db.session.begin_nested():
            account.email, account.email_key, account.confirmed_at = address, email_key(address), clock.now()
    except IntegrityError:  # somebody took it a moment ago
        account.email, account.email_key = before
        account.confirmed_at = None


def _follow_role(account: Account, identity: Identity, role: Role) -> None:
    """A moderator is made and unmade.

    here       it gave    it says    and so
    reader     anything   reader     nothing is left to take back: what it says next is given anew
    as given   as here    other      it is given, for as long as it counts, or taken back (not to who is about to leave)
    as given   as here    the same   it counts anew, unless an admin gave it for good
    otherwise                        it stays: who is an admin, or was made a moderator or a reader here

    Whoever they are is certain by the issuer and its id: their ways in stay, and a second factor is asked for at once.
    """
    if account.role == role == Role.READER:
        identity.role = role
    elif account.role == identity.role != role and account.erase_at is None:
        account.role = identity.role = role
        account.role_until = clock.now() + ROLE_COUNTS if role != Role.READER else None
        db.session.flush()
        sign_out_everywhere(account)
        tell_of_change(account, f"Your role is now {role.value}")
    elif account.role == identity.role == role and account.role_until is not None:
        account.role_until = clock.now() + ROLE_COUNTS
