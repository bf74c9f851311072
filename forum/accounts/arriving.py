"""Who has proved who they are comes in, and goes on to the page that they wanted."""

from datetime import datetime

from flask import redirect, session, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.second_factors import has_second_factor
from forum.accounts.tickets import is_good, make_ticket
from forum.accounts.viewer import sign_in
from forum.db import db

# Where the cookie keeps the ticket of who has given the first factor only. They are not signed in.
_SECOND = "second"


def needs_second_factor(account: Account) -> bool:
    """Whether one proof is not enough for this account."""
    return has_second_factor(account)


def arrive(account: Account, destination: str, proved_at: datetime | None = None) -> ResponseReturnValue:
    """Signed in, and on the way there; or first asked for the second factor, which is a proof of its own.

    The caller commits. Who they are was proved now, if not before.
    """
    if needs_second_factor(account):
        session[_SECOND] = make_ticket(Purpose.SECOND, account=account, next=destination).id
        return redirect(url_for("accounts.second_form"), code=303)
    sign_in(account, proved_at=proved_at)
    return redirect(destination, code=303)


def half_arrived() -> Ticket | None:
    """The ticket of who has given the first factor in this browser, and has time left for the second."""
    ticket_id = session.get(_SECOND)
    ticket = db.session.get(Ticket, ticket_id, populate_existing=True) if isinstance(ticket_id, str) else None
    return ticket if ticket is not None and ticket.purpose == Purpose.SECOND and is_good(ticket) else None
