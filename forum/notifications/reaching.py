"""Whether mail can reach somebody at all."""

from forum.accounts.models import Account
from forum.mail.post import is_possible, shows_mailbox

BANNED = "This account was banned, so no mail goes to it but what the law wants told."
GONE = "The account was deleted."
NO_ADDRESS = "There is no address to send mail to."
UNPROVED = "You have not confirmed your address yet: mail goes only where somebody said that it is theirs."
NO_SERVER = "This site sends no mail."


def unreachable(person: Account) -> str | None:
    """Why not, in words for the person; None when it can. (What the mail server says comes later: `forum.mail`.)"""
    if person.erased_at is not None:
        return GONE
    if person.banned_at is not None:
        return BANNED
    if not person.email or person.is_guest or (person.is_of_demo and not shows_mailbox()):
        return NO_ADDRESS
    if person.confirmed_at is None and not person.is_of_demo:
        return UNPROVED
    return None if is_possible() else NO_SERVER
