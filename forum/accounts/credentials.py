"""Passwords, sessions and one-use links: how somebody proves to be who they are."""

import hashlib
import secrets
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import CursorResult, bindparam, delete, select
from sqlalchemy.orm import joinedload

from forum import clock
from forum.accounts.models import Account, Session, SignInLink
from forum.accounts.queries import account_by_login
from forum.db import db
from forum.errors import Forbidden, Invalid

# OWASP's Argon2id minimum (19 MiB, two passes, one lane): 28 to 63 ms on one core of a small machine.
_hasher = PasswordHasher(memory_cost=19 * 1024, time_cost=2, parallelism=1)
# What an unknown address is checked against, so that it takes as long as a known one.
_NOBODY = _hasher.hash(secrets.token_hex(16))

# A quarter of a year: a reader of a newspaper comes back within that, a lost laptop hardly keeps it.
SESSION_LIFE = timedelta(days=90)
# Long enough to carry a link from the terminal to the browser (ASVS 6.5.5).
LINK_LIFE = timedelta(minutes=10)

# Asked for at every request of who is signed in: a statement that is put together once takes half the time.
_LASTING = (
    select(Session)
    .where(Session.token_hash == bindparam("token_hash"), Session.expires_at > bindparam("now"))
    .options(joinedload(Session.account))
)


def hash_password(password: str) -> str:
    return _hasher.hash(password)


def check_password(login: str, password: str) -> Account:
    """The account of an address or handle, when the password is its own.

    Invalid otherwise, in the same words and time for all. Begins a new transaction.
    """
    account = account_by_login(login)
    account_id, hashed = (account.id, account.password_hash) if account else (0, None)
    # To weigh a password takes as long as many comments: nobody shall wait for the database meanwhile.
    db.session.rollback()
    fits = _fits(hashed or _NOBODY, password)
    account = db.session.get(Account, account_id, populate_existing=True)
    if not fits or account is None or hashed is None or account.password_hash != hashed:
        raise Invalid("That address and password do not go together. Check both and try again.", "password")
    return account


def _fits(hashed: str, password: str) -> bool:
    try:
        return _hasher.verify(hashed, password)
    except (VerificationError, InvalidHashError):
        return False


def void_sign_ins(account: Account) -> None:
    """End every session and way in that `account` has; a one-use link is the next."""
    account.password_hash = None
    for ways_in in (Session, SignInLink):
        db.session.execute(delete(ways_in).where(ways_in.account_id == account.id))


def open_session(account: Account) -> str:
    """A new session for `account`; returns its token, which stands nowhere but in the cookie."""
    token = secrets.token_urlsafe(32)
    now = clock.now()
    db.session.execute(delete(Session).where(Session.account_id == account.id, Session.expires_at <= now))
    row = Session(token_hash=_digest(token), account_id=account.id, created_at=now, expires_at=now + SESSION_LIFE)
    db.session.add(row)
    return token


def end_session(token: str) -> None:
    db.session.execute(delete(Session).where(Session.token_hash == _digest(token)))


def account_of_session(token: str) -> Account | None:
    """Who is signed in by `token`; None once the session has ended or expired."""
    row = db.session.scalar(_LASTING, {"token_hash": _digest(token), "now": clock.now()})
    return row.account if row else None


def make_sign_in_link(account: Account) -> str:
    """The token of a link that signs `account` in once, within LINK_LIFE."""
    token = secrets.token_urlsafe(32)
    db.session.execute(delete(SignInLink).where(SignInLink.account_id == account.id))  # a later one voids the earlier
    link = SignInLink(token_hash=_digest(token), account_id=account.id, expires_at=clock.now() + LINK_LIFE)
    db.session.add(link)
    return token


def use_sign_in_link(token: str) -> Account:
    """The link's account; the link is gone afterwards. Forbidden when it is used, expired or made up."""
    link = db.session.scalar(
        select(SignInLink)
        .where(SignInLink.token_hash == _digest(token), SignInLink.expires_at > clock.now())
        .options(joinedload(SignInLink.account))
    )
    # Of two uses at the same moment the one that deletes the row has used the link.
    if link is None or not _deleted(link):
        raise Forbidden("This link was used already or has expired. Make a new one with forum person sign-in.")
    return link.account


def _deleted(link: SignInLink) -> bool:
    result = db.session.execute(
        delete(SignInLink).where(SignInLink.token_hash == link.token_hash),
        execution_options={"synchronize_session": False},
    )
    return isinstance(result, CursorResult) and result.rowcount == 1


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
