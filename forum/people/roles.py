"""Roles, given by an admin."""

from sqlalchemy import select

from forum.accounts.models import Account, Role
from forum.accounts.notices import tell_of_change
from forum.accounts.registration import give_role
from forum.db import db
from forum.discussion.bylines import give_badge
from forum.errors import Forbidden, require
from forum.moderation.log import log_change
from forum.people.permissions import may_manage_people


def change_role(account: Account, role: Role, by: Account) -> None:
    """Let `account` have `role`. Where it had another, its sessions and ways in end, as from the command line.

    What an issuer gave, for as long as it says so, is then given for good.
    """
    require(may_manage_people(by))
    if account.role == role:
        account.role_until = None
        return
    if role != Role.READER:
        _require_somebody(account)
    if account.role == Role.ADMIN:
        _require_another_admin(account)
    before = account.role
    give_role(account, role)
    tell_of_change(account, f"Your role is now {role.value}")
    log_change("role", by, account, before, role)


def change_badge(account: Account, text: str, by: Account) -> None:
    """Let `text` stand beside the name of `account`, or nothing."""
    require(may_manage_people(by))
    before = account.badge
    give_badge(account, text)
    log_change("badge", by, account, before, account.badge)


def _require_somebody(account: Account) -> None:
    if account.is_guest or account.erased_at is not None:
        raise Forbidden("Nobody can sign in to this account.")
    if account.erase_at is not None:
        raise Forbidden("They have asked for their account to be deleted. It can have a role once they keep it.")


def _require_another_admin(account: Account) -> None:
    """Two admins who demote each other at the same moment wait for each other here."""
    admins = (
        select(Account.id)
        .where(Account.role == Role.ADMIN, Account.banned_at.is_(None))
        .order_by(Account.id)
        .with_for_update()
    )
    if set(db.session.scalars(admins)) <= {account.id}:
        raise Forbidden("This is the only admin. Make somebody else an admin first.")
