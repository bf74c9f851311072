"""Who may look after people."""

from forum.accounts.models import Account
from forum.errors import YES, Answer, no


def may_manage_people(by: Account | None) -> Answer:
    return YES if by is not None and by.is_admin else no("Only admins may do this.")
