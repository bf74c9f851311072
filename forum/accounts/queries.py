"""Finding people."""

from collections.abc import Iterable

from sqlalchemy import or_, select

from forum.accounts.addresses import email_key
from forum.accounts.models import Account, Role
from forum.db import db
from forum.errors import NotFound
from forum.web.site import settings


def account_or_404(handle: str) -> Account:
    """The account that goes by `handle`, in whatever case it is written."""
    account = db.session.scalar(select(Account).where(Account.handle_key == handle.lower()))
    if account is None:
        raise NotFound("Nobody here goes by that name.")
    return account


def account_by_email(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email_key == email_key(email)))


def account_by_login(login: str) -> Account | None:
    """The account that `login` names, by address or by handle."""
    handle = login.removeprefix("@").lower()
    return db.session.scalar(
        select(Account).where(or_(Account.email_key == email_key(login), Account.handle_key == handle))
    )


def handles_of(keys: Iterable[str]) -> dict[str, str]:
    """Of the folded handles in `keys` those that exist, each with its owner's spelling."""
    wanted = sorted(keys)
    if not wanted:
        return {}
    rows = db.session.execute(select(Account.handle_key, Account.handle).where(Account.handle_key.in_(wanted)))
    return {row.handle_key: row.handle for row in rows}


def names_of_staff() -> list[str]:
    """The names that nobody else may seem to have: the staff's own, and the site's."""
    staff = select(Account.display_name).where(Account.role != Role.READER)
    return [settings().site_name, *db.session.scalars(staff)]
