"""Tokens: what a page sends with what it asks, and how it comes by one.

*Why through a code.* A reader signs in on our own page, where no other site looks on, and that page hands over to
theirs. What is handed over has to cross windows, so it is worth nothing by itself: the code works once, for two
minutes, at the origin that was named, and for whoever can say what the challenge was made of (RFC 7636). The page asks
for it by the nonce that it began with (a browser may have cut the two windows from each other), from the network where
its reader pressed the button: or somebody could begin a sign-in, send a reader the link to its window, and wait for
them to come in as that reader.

*Why so little.* Any script on the other site's page can use the token as its own. So it ends after a quarter of an
hour, is good at one origin, does what a reader may (of staff too), and goes with the session that it came from. A page
that stays open has it renewed, for half a day.
"""

import base64
import hashlib
import hmac
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import joinedload

from forum import clock
from forum.accounts.credentials import IDLE_LIFE, digest_of, note_seen
from forum.accounts.models import Account, Session
from forum.accounts.permissions import may_enter
from forum.api.models import AccessToken, HandOver
from forum.api.permissions import may_ask_from
from forum.db import db, rows_changed
from forum.errors import Forbidden, Invalid, Refusal, require
from forum.web.client import client_network
from forum.web.seals import is_stamped, stamp, stamped

LIFE, CODE_LIFE = timedelta(minutes=15), timedelta(minutes=2)
# However often it is renewed: a page that was forgotten over night asks its reader once more.
LONGEST_LIFE = timedelta(hours=12)
# At least 128 bits, as a page makes them; 256 bits of SHA-256.
NONCE, CHALLENGE = re.compile(r"[A-Za-z0-9_-]{22,128}"), re.compile(r"[A-Za-z0-9_-]{43}")
VERIFIER = re.compile(r"[A-Za-z0-9._~-]{43,128}")  # RFC 7636, 4.1
HASH_LENGTH = 64  # hexadecimal digits
_PURPOSE = "hand over"
_USED = "This sign-in was used already, has expired, or belongs to another page. Sign in once more."
_LASTING = (
    select(AccessToken)
    .join(Session, Session.id == AccessToken.session_id)
    .where(AccessToken.token_hash == bindparam("token_hash"), AccessToken.origin == bindparam("origin"))
    .where(AccessToken.expires_at > bindparam("now"), Session.expires_at > bindparam("now"))
    .where(Session.last_seen_at > bindparam("idle"))
    .options(joinedload(AccessToken.account), joinedload(AccessToken.session))
)


@dataclass(frozen=True)
class Granted:
    """A token, which stands nowhere but in the answer, and for how long it is good."""

    token: str = field(repr=False)
    lasts: timedelta


class Unknown(Refusal):
    """The token does not count here: it has expired, was ended, is another origin's, or never was one."""

    status = 401

    def __init__(self) -> None:
        super().__init__("You are no longer signed in on this page. Sign in once more: your words are kept.")


def hand_over(account: Account, session: Session, origin: str, challenge: str, nonce: str) -> str:
    """The code by which the page of `origin` signs `account` in. Pressed twice it is the same one."""
    require(may_ask_from(origin))
    if not CHALLENGE.fullmatch(challenge) or not NONCE.fullmatch(nonce):
        raise Invalid("This sign-in was not begun rightly. Go back to the page that you came from, and begin again.")
    now, nonce_hash = clock.now(), _kept_as(nonce)
    row = HandOver(nonce_hash=nonce_hash, challenge=challenge, origin=origin, created_at=now)
    row.account_id, row.session_id, row.expires_at = account.id, session.id, now + CODE_LIFE
    if db.session.get(HandOver, nonce_hash) is None:
        # Pressed twice at once: the key says that there is one, and either press wanted it.
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(row)
    kept = db.session.get_one(HandOver, nonce_hash, populate_existing=True)
    ours = kept.challenge, kept.origin, kept.account_id, kept.session_id
    if ours != (challenge, origin, account.id, session.id) or not _is_good(kept):
        raise Forbidden(_USED)
    return stamped(_PURPOSE, kept.nonce_hash)


def code_for(nonce: str, origin: str | None) -> str | None:
    """What was handed over to the page of `origin` that began with `nonce`; None as long as nothing was."""
    row = db.session.get(HandOver, _kept_as(nonce))
    is_theirs = row is not None and row.origin == origin and _is_good(row)
    return stamped(_PURPOSE, _kept_as(nonce)) if is_theirs else None


def redeem(code: str, verifier: str, origin: str) -> Granted:
    """A token for the code. Forbidden when it is used or old, another origin's, or begun by somebody else."""
    row = db.session.get(HandOver, code[:HASH_LENGTH], populate_existing=True)
    if row is None or row.origin != origin or not is_stamped(_PURPOSE, row.nonce_hash, code):
        raise Forbidden(_USED)
    if not _is_of(row.challenge, verifier):
        raise Forbidden(_USED)
    now = clock.now()
    mine = update(HandOver).where(HandOver.nonce_hash == row.nonce_hash, HandOver.used_at.is_(None))
    if not rows_changed(mine.where(HandOver.expires_at > now).values(used_at=now)):
        raise Forbidden(_USED)
    session = db.session.scalar(
        select(Session).where(Session.id == row.session_id).options(joinedload(Session.account))
    )
    if session is None:
        raise Forbidden(_USED)
    return issue(session.account, session, origin)


def issue(account: Account, session: Session, origin: str) -> Granted:
    """A token for `account` at `origin`, as long as `session` lasts."""
    require(may_ask_from(origin))
    require(may_enter(account))
    token, now = secrets.token_urlsafe(32), clock.now()
    old = AccessToken.account_id == account.id, AccessToken.expires_at <= now
    db.session.execute(delete(AccessToken).where(*old))
    row = AccessToken(token_hash=digest_of(token), account_id=account.id, session_id=session.id, origin=origin)
    row.created_at, row.expires_at = now, min(now + LIFE, session.expires_at)
    db.session.add(row)
    note_seen(session)
    return Granted(token, row.expires_at - now)


def account_of(token: str, origin: str | None) -> Account | None:
    """Whose token it is, with a reader's rights; None when it does not count there, or nobody may come in as them."""
    row = _lasting(token, origin)
    if row is None or not may_ask_from(origin) or not may_enter(row.account):
        return None
    row.account.lacks_second_factor = True
    return row.account


def renew(token: str, origin: str) -> Granted:
    """Another one for the same page; the old one is worth nothing from now on. Unknown when it is worth nothing yet."""
    row = _lasting(token, origin)
    now = clock.now()
    if row is None or now - row.created_at >= LONGEST_LIFE:
        raise Unknown()
    fresh, until = secrets.token_urlsafe(32), min(now + LIFE, row.created_at + LONGEST_LIFE, row.session.expires_at)
    mine = update(AccessToken).where(AccessToken.token_hash == row.token_hash)
    if not rows_changed(mine.values(token_hash=digest_of(fresh), expires_at=until)):
        raise Unknown()
    note_seen(row.session)
    db.session.expunge(row)
    return Granted(fresh, until - now)


def end(token: str) -> None:
    """The page that holds it is signed out; the session goes on, unless it was for such pages and this was the last."""
    mine = AccessToken.token_hash == digest_of(token)
    session = db.session.scalar(select(Session).join(AccessToken, AccessToken.session_id == Session.id).where(mine))
    db.session.execute(delete(AccessToken).where(mine))
    if session is not None and session.origin is not None and not _holds_others(session):
        session.expires_at = clock.now()


def forget_old_tokens() -> None:
    """What has come to its end opens nothing, and tells who was on which site's page."""
    now = clock.now()
    for table in (AccessToken, HandOver):
        db.session.execute(delete(table).where(table.expires_at <= now))


def _lasting(token: str, origin: str | None) -> AccessToken | None:
    now = clock.now()
    words = {"token_hash": digest_of(token), "origin": origin, "now": now, "idle": now - IDLE_LIFE}
    return db.session.scalar(_LASTING, words)


def _holds_others(session: Session) -> bool:
    lasting = AccessToken.session_id == session.id, AccessToken.expires_at > clock.now()
    return db.session.scalar(select(AccessToken.token_hash).where(*lasting).limit(1)) is not None


def _kept_as(nonce: str) -> str:
    return stamp("nonce", f"{client_network()} {nonce}").hex()


def _is_of(challenge: str, verifier: str) -> bool:
    """Whether the challenge was made of it (S256)."""
    if not VERIFIER.fullmatch(verifier):
        return False
    made = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
    return hmac.compare_digest(made, challenge)


def _is_good(row: HandOver) -> bool:
    return row.used_at is None and row.expires_at > clock.now()
