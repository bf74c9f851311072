"""What a role lets a person do, whatever it is done to."""

from forum.accounts.models import Account
from forum.errors import YES, Answer, no


def may_moderate(by: Account | None) -> Answer:
    return YES if by is not None and by.is_staff else no("Only moderators may do this.")
