"""Passwords and sessions: how somebody proves to be who they are, and stays so."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, inspect, or_, select, update
from sqlalchemy.orm import joinedload

from forum import clock
from forum.accounts.addresses import email_key
from forum.accounts.failures import forget_failures, note_failure, password_of, require_patience, who_tries
from forum.accounts.keys import Authenticator, Passkey, RecoveryCode, Ticket
from forum.accounts.models import Account, Session
from forum.accounts.passwords import fits, hash_password, is_outdated
from forum.accounts.queries import account_by_login
from forum.db import db
from forum.errors import Invalid
from forum.ids import new_id
from forum.web.seals import stamp

# What an unknown address is checked against, so that it takes as long as a known one.
_NOBODY = hash_password(secrets.token_hex(16))

# A quarter of a year: a reader of a newspaper comes back within that, a lost laptop hardly keeps it; and half of that
# for a browser that nobody uses.
SESSION_LIFE, IDLE_LIFE = timedelta(days=90), timedelta(days=45)
# How exactly it is known when a browser was last here: a row is not written for every click.
SEEN_EVERY = timedelta(hours=1)
# How long one may do what locks others out (change an address, a password, leave) after proving who one is.
FRESH = timedelta(minutes=10)

# Asked for at every request of who is signed in: a statement that is put together once takes half the time.
_LASTING = (
    select(Session)
    .where(Session.token_hash == bindparam("token_hash"), Session.expires_at > bindparam("now"))
    .where(Session.last_seen_at > bindparam("idle"))
    .options(joinedload(Session.account))
)


def check_password(login: str, password: str, network: str = "") -> Account:
    """The account of an address or handle, when the password is its own; `network` is where the try comes from.

    Invalid otherwise, in the same words and time for all; the caller commits even then, since the try is counted.
    TooOften after many of them. Begins a new transaction.
    """
    account = account_by_login(login)
    tried = who_tries(password_of(account.id if account else email_key(login)), network)
    require_patience(tried)
    account_id, hashed = (account.id, account.password_hash) if account else (0, None)
    # To weigh a password takes as long as many comments: nobody shall wait for the database meanwhile.
    db.session.rollback()
    right = fits(hashed or _NOBODY, password)
    account = db.session.get(Account, account_id, populate_existing=True)
    if not right or account is None or hashed is None or account.password_hash != hashed:
        note_failure(tried)
        raise Invalid("That address and password do not go together. Check both and try again.", "password")
    forget_failures(tried)
    if is_outdated(hashed):
        account.password_hash = hash_password(password)
    return account


def void_sign_ins(account: Account) -> None:
    """End every session and way in that `account` has; a one-use link is the next."""
    account.password_hash = None
    sign_out_everywhere(account)
    for ways_in in (Authenticator, RecoveryCode, Passkey):
        db.session.execute(delete(ways_in).where(ways_in.account_id == account.id))


def sign_out_everywhere(account: Account) -> None:
    """End every session of `account`, and what would begin one without being asked for who they are."""
    for lets_in in (Session, Ticket):
        db.session.execute(delete(lets_in).where(lets_in.account_id == account.id))


def open_session(
    account: Account,
    device: str = "",
    with_second: bool = False,
    network: str | None = None,
    proved_at: datetime | None = None,
) -> str:
    """A new session for `account`; returns its token, which stands nowhere but in the cookie.

    Of the network a digest is kept for a month (`moderation.linked`). Without `proved_at` it was now that they proved
    who they are.
    """
    token = secrets.token_urlsafe(32)
    now = clock.now()
    # Pages sign in anew each time: of those that have ended it is known which browsers they were, as of the others.
    is_old = or_(Session.origin.is_(None), Session.last_seen_at <= now - SESSION_LIFE)
    db.session.execute(delete(Session).where(Session.account_id == account.id, Session.expires_at <= now, is_old))
    row = Session(
        token_hash=digest_of(token),
        account_id=account.id,
        created_at=now,
        expires_at=now + SESSION_LIFE,
        last_seen_at=now,
        device=device,
        proved_at=min(proved_at or now, now),
        second_at=now if with_second else None,
        network=kept_of(network) if network else None,
    )
    db.session.add(row)
    return token


def renew(session: Session) -> tuple[str, Session]:
    """Another session in the place of this one, and its token: whoever holds the old one's holds nothing any more.

    Nor do pages of other sites that hold what came of it, and goes with its row.
    """
    token = secrets.token_urlsafe(32)
    same = {column.key: getattr(session, column.key) for column in inspect(Session).column_attrs}
    fresh = Session(**same | {"token_hash": digest_of(token), "id": new_id()}, account=session.account)
    db.session.add(fresh)
    db.session.delete(session)
    db.session.flush()
    return token, fresh


def end_session(token: str) -> None:
    db.session.execute(delete(Session).where(Session.token_hash == digest_of(token)))


def end_other_sessions(account: Account, token: str) -> None:
    """Sign out every other browser of `account`: whoever may have known the old password or read the old mail."""
    others = Session.token_hash != digest_of(token)
    db.session.execute(delete(Session).where(Session.account_id == account.id, others))


def session_of(token: str) -> Session | None:
    """Who is signed in by `token`, since when and how; None once the session has ended, expired or lain idle."""
    now = clock.now()
    return db.session.scalar(_LASTING, {"token_hash": digest_of(token), "now": now, "idle": now - IDLE_LIFE})


def is_of_late(moment: datetime) -> bool:
    """Whether who proved then who they are may do what locks others out."""
    return clock.now() - moment < FRESH


def not_of_late() -> datetime:
    """When somebody proved it of whom nobody says when."""
    return clock.now() - FRESH


def note_seen(session: Session) -> None:
    """This browser is in use. To be called where something changes anyway: to look changes nothing (S17)."""
    now = clock.now()
    if now - session.last_seen_at >= SEEN_EVERY:
        mine = update(Session).where(Session.token_hash == session.token_hash)
        db.session.execute(mine.values(last_seen_at=now), execution_options={"synchronize_session": False})


def kept_of(network: str) -> str:
    """What is kept of where somebody signed in, for a month."""
    return stamp("network", network).hex()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
