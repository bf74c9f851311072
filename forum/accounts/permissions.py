"""What a role lets a person do, whatever it is done to."""

from forum.accounts.models import Account
from forum.errors import YES, Answer, no


def may_moderate(by: Account | None) -> Answer:
    if by is not None and by.must_give_second_factor:
        return no("Moderating needs a second factor. Set one up in your account.")
    return YES if by is not None and by.is_staff else no("Only moderators may do this.")
