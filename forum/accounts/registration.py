"""Becoming a member."""

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.addresses import email_key, parse_email
from forum.accounts.credentials import hash_password, void_sign_ins
from forum.accounts.forms import Registration
from forum.accounts.models import Account, Role
from forum.accounts.names import handle_key
from forum.accounts.queries import account_by_email
from forum.accounts.reserved import is_kept_back, passes_for_staff
from forum.db import db
from forum.errors import Invalid
from forum.markup.handles import is_handle


def register(wanted: Registration) -> Account:
    """A new reader's account. Invalid when the handle or the address is taken."""
    hashed = hash_password(wanted.password)  # slow on purpose, hence before the database is asked for anything
    if _taken(Account.handle_key == handle_key(wanted.handle)):
        raise Invalid("That handle is taken. Choose another.", "handle")
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


def make_admin(email: str) -> Account:
    """The account of `email` as an admin; it is made, without a password, when there is none."""
    address = parse_email(email)
    account = account_by_email(address) or _new(_free_handle(address), address)
    give_role(account, Role.ADMIN)
    return account


def give_role(account: Account, role: Role) -> None:
    """Let `account` have `role`.

    Whoever registered with an address may not be its owner, since no address is confirmed yet: so a new role ends
    every session and way in, and the one-use link that the owner is given is the only one left.
    """
    if account.role != role:
        account.role = role
        db.session.flush()
        void_sign_ins(account)
    db.session.flush()


def _new(handle: str, email: str) -> Account:
    account = Account(
        handle=handle,
        handle_key=handle_key(handle),
        email=email,
        email_key=email_key(email),
        display_name=handle,
        created_at=clock.now(),
    )
    db.session.add(account)
    return account


def _free_handle(email: str) -> str:
    """A handle that nobody has, near to the address; its owner may change it."""
    wanted = "".join(c for c in email.rpartition("@")[0].lower() if c.isascii() and c.isalnum())[:20]
    free = is_handle(wanted) and not passes_for_staff(wanted) and not is_kept_back(wanted)
    base = wanted if free else "editor-in-chief"
    taken = set(db.session.scalars(select(Account.handle_key).where(Account.handle_key.startswith(base))))
    return next(name for name in [base, *(f"{base}-{n}" for n in range(2, 10_000))] if name not in taken)


def _taken(condition: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(Account.id).where(condition)) is not None
