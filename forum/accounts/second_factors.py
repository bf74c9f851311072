"""Second factors: the codes of an authenticator (RFC 6238), and what becomes of an account with or without one."""

import hmac

from pyotp import TOTP, random_base32
from sqlalchemy import delete, exists, or_, select, update

from forum import clock
from forum.accounts.keys import Authenticator, Passkey
from forum.accounts.models import Account, Session
from forum.accounts.notices import tell_of_change
from forum.accounts.recovery import codes_left, forget_codes, make_codes, use_code
from forum.db import db, rows_changed
from forum.errors import Conflict, Invalid, NotFound
from forum.web.seals import Broken, seal, unseal
from forum.web.site import settings

STEP = 30  # seconds
# A telephone's clock may be half a minute off, and somebody types for as long (RFC 6238, 5.2).
WINDOW = (-1, 0, 1)
WRONG = "That code is not right. Type the six digits that the app shows now, or a recovery code."


def has_second_factor(account: Account) -> bool:
    """Whether one proof is not enough for this account: it has an authenticator that was confirmed, or a passkey."""
    confirmed = exists().where(Authenticator.account_id == account.id, Authenticator.confirmed_at.is_not(None))
    return bool(db.session.scalar(select(or_(confirmed, exists().where(Passkey.account_id == account.id)))))


def authenticator_of(account: Account) -> Authenticator | None:
    return db.session.get(Authenticator, account.id, populate_existing=True)


def confirmed_authenticator_of(account: Account) -> Authenticator | None:
    """One of which a code was given: before that it counts for nothing."""
    row = authenticator_of(account)
    return row if row is not None and row.confirmed_at is not None else None


def begin_authenticator(account: Account) -> None:
    """A new secret, which does not count before a code of it was given."""
    row = authenticator_of(account)
    if row is not None and row.confirmed_at is not None:
        raise Conflict("You have an authenticator already. Turn it off first to set up another one.")
    if row is None:
        row = Authenticator(account_id=account.id)
        db.session.add(row)
    row.sealed_secret, row.created_at, row.last_step = seal("authenticator", random_base32()), clock.now(), 0


def awaited(account: Account) -> Authenticator:
    """The authenticator that waits for its first code; NotFound when none does."""
    row = authenticator_of(account)
    if row is None or row.confirmed_at is not None:
        raise NotFound("No authenticator waits to be set up.")
    return row


def secret_of(row: Authenticator) -> str:
    """In base32, as it is typed into the app."""
    return unseal("authenticator", row.sealed_secret)


def address_of(row: Authenticator, account: Account) -> str:
    """What the QR code says."""
    return TOTP(secret_of(row)).provisioning_uri(name=account.handle, issuer_name=settings().site_name)


def confirm_authenticator(account: Account, typed: str) -> list[str]:
    """It counts from now on. Returns new recovery codes; Invalid when the code is not its own."""
    row = awaited(account)
    _use_step(row, typed, "That code is not right. Type the six digits that the app shows now.")
    mine = update(Authenticator).where(Authenticator.account_id == account.id, Authenticator.confirmed_at.is_(None))
    if not rows_changed(mine.values(confirmed_at=clock.now())):
        raise Conflict("Your authenticator was set up a moment ago.")
    tell_of_change(account, "An authenticator was set up as your second factor")
    return make_codes(account)


def prove_second(account: Account, typed: str) -> bool:
    """A code of the app or a recovery code, each once; whether it was a recovery code. Invalid when it is neither."""
    if use_code(account, typed):
        tell_of_change(account, f"A recovery code was used to sign in; {codes_left(account)} are left")
        return True
    row = confirmed_authenticator_of(account)
    if row is None:
        raise Invalid("That code is not right. Type a recovery code, or use your passkey.", "code")
    _use_step(row, typed, WRONG)
    return False


def renew_codes(account: Account) -> list[str]:
    """Ten new recovery codes; those that there were count no more."""
    if not has_second_factor(account):
        raise Conflict("Set up a second factor first: recovery codes stand in for it.")
    tell_of_change(account, "New recovery codes were made; the old ones count no more")
    return make_codes(account)


def turn_off_authenticator(account: Account) -> None:
    if rows_changed(delete(Authenticator).where(Authenticator.account_id == account.id)):
        tell_of_change(account, "The authenticator of your account was turned off")
    settle_without(account)


def forget_factors(account: Account) -> None:
    """All of them, of somebody who lost them, recovery codes and all: whoever runs the site knows who asks."""
    for kind in (Authenticator, Passkey):
        db.session.execute(delete(kind).where(kind.account_id == account.id))
    tell_of_change(account, "Your second factors were turned off by whoever runs this site")
    settle_without(account)


def settle_without(account: Account) -> None:
    """One is gone. When it was the last, nothing stands in for it, and no session counts as having given it."""
    if has_second_factor(account):
        return
    forget_codes(account)
    db.session.execute(update(Session).where(Session.account_id == account.id).values(second_at=None))


def _use_step(row: Authenticator, typed: str, wrong: str) -> None:
    """The code counts now and never again: steps only go forward, and of two at the same moment one succeeds."""
    code = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    try:
        codes = TOTP(secret_of(row), interval=STEP)
    except Broken:
        raise Invalid("This site cannot read that app's secret any more. Use a recovery code.", "code") from None
    step = int(clock.now().timestamp()) // STEP
    right = [step + off for off in WINDOW if hmac.compare_digest(codes.generate_otp(step + off), code)]
    if not right:
        raise Invalid(wrong, "code")
    mine = update(Authenticator).where(Authenticator.account_id == row.account_id, Authenticator.last_step < right[-1])
    if not rows_changed(mine.values(last_step=right[-1])):
        raise Invalid("That code was used already. Wait for the app to show the next one.", "code")
