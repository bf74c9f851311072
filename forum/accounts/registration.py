"""Becoming a member."""

import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from forum import clock, ids
from forum.accounts.addresses import email_key, parse_email
from forum.accounts.credentials import void_sign_ins
from forum.accounts.former import was_had
from forum.accounts.forms import Registration
from forum.accounts.lookalikes import skeleton
from forum.accounts.models import Account, Role, no_email_key
from forum.accounts.names import handle_key
from forum.accounts.passwords import hash_password
from forum.accounts.queries import account_by_email
from forum.accounts.reserved import is_kept_back, passes_for_staff
from forum.db import db
from forum.errors import Invalid
from forum.markup.handles import is_handle


def register(wanted: Registration) -> Account:
    """A new reader's account. Invalid when the handle or the address is taken."""
    hashed = hash_password(wanted.password)  # slow on purpose, hence before the database is asked for anything
    require_free(wanted.handle)
    if _taken(Account.email_key == email_key(wanted.email)):
        raise Invalid("That address has an account already. Sign in instead.", "email")
    account = _new(wanted.handle, wanted.email)
    account.password_hash = hashed
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise Invalid("Somebody took that handle or address a moment ago. Choose another.", "handle") from None
    return account


def new_account(name: str, email: str = "") -> Account:
    """An account for whoever gave a name: its handle is made of that. Without an address it is a guest's."""
    while True:
        with suppress(IntegrityError), db.session.begin_nested():
            account = _new(_free_handle(_ascii(name)), email)
            account.display_name, account.is_guest = name, not email
            db.session.flush()
            return account
        # Somebody took the handle a moment ago, and another is looked for; or it is the address that is taken now.
        if email and (theirs := account_by_email(email)):
            return theirs


def new_member(name: str, email: str = "") -> Account:
    """The same for whom somebody else vouches. Never an account that there is: whose address is taken gets none."""
    while True:
        with suppress(IntegrityError), db.session.begin_nested():
            free = email if email and account_by_email(email) is None else ""
            account = _new(_free_handle(_ascii(name)), free)
            account.display_name, account.confirmed_at = name, clock.now() if free else None
            db.session.flush()
            return account


def require_free(handle: str, but_of: Account | None = None) -> None:
    """Invalid when somebody else has, had, or seems to have the handle."""
    mine = but_of.id if but_of else 0
    if _taken(Account.handle_key == handle_key(handle), Account.id != mine):
        raise Invalid("That handle is taken. Choose another.", "handle")
    if _taken(Account.handle_skeleton == skeleton(handle), Account.id != mine) or was_had(handle, but_of=mine):
        raise Invalid("That handle looks like another's. Choose another.", "handle")


def make_admin(email: str) -> Account:
    """The account of `email` as an admin; it is made, without a password, when there is none."""
    address = parse_email(email)
    account = account_by_email(address)
    if account is None:
        account = _new(_free_handle(address.rpartition("@")[0], otherwise="editor-in-chief"), address)
    give_role(account, Role.ADMIN)
    return account


def give_role(account: Account, role: Role) -> None:
    """Let `account` have `role`.

    Whoever registered with an address may not be its owner, where addresses are not confirmed: so a new role ends
    every session and way in, and the one-use link that the owner is given is the only one left.
    """
    if account.role != role:
        account.role, account.role_until = role, None
        db.session.flush()
        void_sign_ins(account)
    db.session.flush()


def _new(handle: str, email: str) -> Account:
    number = ids.new_id()
    account = Account(
        id=number,
        handle=handle,
        handle_key=handle_key(handle),
        email=email,
        email_key=email_key(email) if email else no_email_key(number),
        display_name=handle,
        created_at=clock.now(),
    )
    db.session.add(account)
    return account


def _ascii(name: str) -> str:
    """What is left of a name without accents: of Chloé Dahl chloe-dahl."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall("[a-z0-9]+", plain))


def _free_handle(near: str, otherwise: str = "reader") -> str:
    """A handle that nobody has, near to `near`; its owner may change it."""
    wanted = "".join(c for c in near.lower() if c.isascii() and (c.isalnum() or c == "-"))[:20].strip("-")
    fits = is_handle(wanted) and not passes_for_staff(wanted) and not is_kept_back(wanted)
    base = wanted if fits else otherwise
    return next(name for name in _near(base) if not _is_taken(name) and not was_had(name))


def _near(base: str) -> Iterator[str]:
    """Beside `base` small numbers, while there are some; then any: thousands are called Reader."""
    yield base
    yield from (f"{base}-{n}" for n in range(2, 10))
    while True:
        yield f"{base}-{secrets.randbelow(1_000_000)}"


def _is_taken(name: str) -> bool:
    return _taken((Account.handle_key == name) | (Account.handle_skeleton == skeleton(name)))


def _taken(*conditions: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(Account.id).where(*conditions)) is not None
