"""Signing in by mail: with an account or without, the same page, the same mail, the same steps (S10)."""

from forum import clock
from forum.accounts.credentials import void_sign_ins
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.queries import account_by_email
from forum.accounts.registration import new_account
from forum.accounts.tickets import make_ticket, require_patience, use
from forum.db import db
from forum.errors import NotFound
from forum.mail.post import write


def ask_for_mail(address: str, destination: str = "", name: str = "") -> Ticket:
    """Send a link and a code to `address`, whether or not somebody has an account with it."""
    require_patience(address, Purpose.SIGN_IN)
    return send_link(address, destination, name)


def send_link(address: str, destination: str = "", name: str = "") -> Ticket:
    """The same, however many were sent: for whom its owner has asked by other ways."""
    ticket = make_ticket(Purpose.SIGN_IN, email=address, name=name, next=destination)
    db.session.flush()
    write("sign_in", address, {"ticket": ticket.id})
    return ticket


def enter_with(ticket: Ticket) -> Account:
    """Whose ticket it is, now used; of an address without an account a new one, called as the ticket says."""
    use(ticket)
    account = holder_of(ticket)
    if account is None and ticket.account_id is not None:
        raise NotFound("This account is no more.")
    account = account or new_account(ticket.name or "Reader", ticket.email)
    confirm(account)
    return account


def confirm(account: Account) -> None:
    """The address is proved to be its owner's, by its mail or by whoever runs the site.

    Whoever registered with it before did not prove that, and may not have been its owner: every way in that they made
    ends here, or they could read along in what is now another's account.
    """
    if account.confirmed_at is None:
        void_sign_ins(account)
        account.confirmed_at = clock.now()
        db.session.flush()


def holder_of(ticket: Ticket) -> Account | None:
    """Whom the ticket lets in; None when it would make an account."""
    if ticket.account_id is not None:
        return db.session.get(Account, ticket.account_id)
    return account_by_email(ticket.email)
