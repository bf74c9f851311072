"""Who may leave, and who may keep somebody's data from being erased."""

from forum.accounts.models import Account, Role
from forum.errors import YES, Answer, no


def may_leave(account: Account) -> Answer:
    if account.is_of_demo:
        return no("This account belongs to the demonstration, and goes with it.")
    if account.erased_at is not None:
        return no("This account was deleted already.")
    if account.role != Role.READER:
        return no(f"You are {_a(account.role)} of this site. Have an admin make you a reader first: forum person role.")
    return YES


def may_hold(by: Account, account: Account) -> Answer:
    if not by.is_admin:
        return no("Only admins may do this.")
    if account.erased_at is not None:
        return no("This account was deleted already: there is nothing to hold.")
    return YES


def _a(role: Role) -> str:
    return "an admin" if role == Role.ADMIN else "a moderator"
