"""Changing what one signs in with: the password, the address.

Whoever knew the old one is signed out by that, and every link on its way is void: another's wish for another address
too, of which the owner was told. Who calls this has asked for a proof of who is there (`viewer.freshly_signed_in`).
"""

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.addresses import email_key
from forum.accounts.credentials import end_other_sessions
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.notices import tell_of_change
from forum.accounts.queries import account_by_email
from forum.accounts.tickets import make_ticket, require_patience, use
from forum.db import db
from forum.errors import Answer, Invalid, NotFound, no, require
from forum.mail.post import is_possible, write


def may_do_without_password(account: Account) -> Answer:
    """Somebody has to get in again without one."""
    if not account.email or not is_possible():
        return no("Without a password you sign in by mail, and this site cannot send you any.")
    return is_possible()


def change_password(account: Account, hashed: str, keep: str) -> None:
    """The new password of `account`, or its first; of its sessions only that of the token `keep` goes on."""
    what = "Your password was changed" if account.password_hash else "A password was set"
    account.password_hash = hashed
    _end_the_rest(account, keep)
    tell_of_change(account, what)


def remove_password(account: Account, keep: str) -> None:
    require(may_do_without_password(account))
    account.password_hash = None
    _end_the_rest(account, keep)
    tell_of_change(account, "Your password was removed")


def ask_to_change_address(account: Account, address: str) -> Ticket:
    """Send a link and a code to the new address, and tell the old one.

    The same for an address that has an account: the mail to it says so, and nobody else learns it (S10).
    """
    require_patience(address, Purpose.ADDRESS)
    ticket = make_ticket(Purpose.ADDRESS, account=account, email=address)
    db.session.flush()
    write("address", address, {"ticket": ticket.id}, account_id=account.id)
    tell_of_change(account, "Your address is about to be changed")
    return ticket


def change_address(ticket: Ticket, keep: str) -> Account:
    """The ticket's address is its owner's from now on: they have shown that they read its mail."""
    use(ticket)
    account = db.session.get(Account, ticket.account_id)
    if account is None:
        raise NotFound("This account is no more.")
    _readdress(account, ticket.email, keep)
    account.confirmed_at = clock.now()
    return account


def change_address_at_once(account: Account, address: str, keep: str) -> None:
    """Where no mail can prove it, as when registering: the address is taken on trust, and is not confirmed."""
    _readdress(account, address, keep)
    account.confirmed_at = None


def _readdress(account: Account, address: str, keep: str) -> None:
    holder = account_by_email(address)
    if holder is not None and holder.id != account.id:
        raise _taken()
    tell_of_change(account, "Your address was changed")
    account.email, account.email_key = address, email_key(address)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise _taken() from None
    _end_the_rest(account, keep)


def _taken() -> Invalid:
    return Invalid("That address has an account already. Sign in with it, or choose another.", "email")


def _end_the_rest(account: Account, keep: str) -> None:
    end_other_sessions(account, keep)
    db.session.execute(delete(Ticket).where(Ticket.account_id == account.id))
