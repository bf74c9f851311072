"""Who may follow what."""

from forum.accounts.models import Account
from forum.errors import YES, Answer, no


def may_follow(by: Account | None) -> Answer:
    return YES if by is not None else no("Sign in first.")


def may_follow_person(by: Account | None, person: Account) -> Answer:
    if by is None:
        return no("Sign in first.")
    if by.id == person.id:
        return no("Nobody follows themselves.")
    if person.erased_at is not None or person.is_guest:
        return no("This person has no account here, so there is nobody to follow.")
    return YES


def may_set_defaults(by: Account | None) -> Answer:
    return YES if by is not None and by.is_admin else no("Only admins change what the site tells people by default.")
