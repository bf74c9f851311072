"""Finding people."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, select

from forum import clock
from forum.accounts.addresses import email_key
from forum.accounts.models import Account, FormerHandle, Role
from forum.db import db
from forum.errors import NotFound
from forum.web.site import settings


def account_or_404(handle: str) -> Account:
    """The account that goes, or once went, by `handle`, in whatever case it is written."""
    key = handle.lower()
    account = db.session.scalar(select(Account).where(Account.handle_key == key)) or _once_called(key)
    if account is None:
        raise NotFound("Nobody here goes by that name.")
    return account


def _once_called(key: str) -> Account | None:
    former = select(Account).join(FormerHandle, FormerHandle.account_id == Account.id)
    return db.session.scalar(former.where(FormerHandle.handle_key == key))


def keep_from_erasure(account: Account) -> None:
    """Nobody erases them until the transaction ends; NotFound when that was done while they wrote."""
    db.session.refresh(account, ["erased_at"], with_for_update={"key_share": True})
    if account.erased_at is not None:
        raise NotFound("This account was deleted a moment ago.")


def account_by_email(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email_key == email_key(email)))


def account_by_login(login: str) -> Account | None:
    """The account that `login` names, by address or by handle."""
    handle = login.removeprefix("@").lower()
    return db.session.scalar(
        select(Account).where(or_(Account.email_key == email_key(login), Account.handle_key == handle))
    )


def handles_of(keys: Iterable[str]) -> dict[str, str]:
    """Of the folded handles in `keys` those that exist or did, each with what its owner goes by now."""
    wanted = sorted(keys)
    if not wanted:
        return {}
    former = select(FormerHandle.handle_key, Account.handle).join(Account, FormerHandle.account_id == Account.id)
    present = select(Account.handle_key, Account.handle).where(Account.handle_key.in_(wanted))
    found = [*db.session.execute(former.where(FormerHandle.handle_key.in_(wanted))), *db.session.execute(present)]
    return {row.handle_key: row.handle for row in found}


def names_of_staff(but_of: Account | None = None) -> list[str]:
    """The names that nobody else may seem to have: the staff's own, and the site's."""
    mine = but_of.id if but_of else 0
    staff = select(Account.display_name).where(Account.role != Role.READER, Account.id != mine)
    return [settings().site_name, *db.session.scalars(staff)]


def vouched_for() -> ColumnElement[bool]:
    """Of the staff those whose role counts: it was given here, or whoever gave it has said so of late."""
    return or_(Account.role_until.is_(None), Account.role_until > clock.now())
