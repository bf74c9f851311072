"""What a role lets a person do, whatever it is done to."""

from forum.accounts.models import Account
from forum.errors import YES, Answer, no
from forum.web.site import settings


def may_enter(account: Account) -> Answer:
    """Whether anybody signs in to it, by whatever proof."""
    if account.is_of_demo and not settings().demo:
        return no("This account belongs to the demonstration, which is off.")
    if account.is_guest or account.erased_at is not None:
        return no("Nobody can sign in to this account.")
    if account.banned_at is not None:
        return no("This account was banned by a moderator, so nobody can sign in to it. The mail about it says why.")
    return YES


def may_moderate(by: Account | None) -> Answer:
    if by is not None and by.must_be_vouched_for:
        return no("Whoever made you a moderator has to say so each day. Sign in from there once more.")
    if by is not None and by.must_give_second_factor:
        return no("Moderating needs a second factor. Set one up in your account.")
    return YES if by is not None and by.is_staff else no("Only moderators may do this.")
