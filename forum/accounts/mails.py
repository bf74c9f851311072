"""The words of mails about an account, made when they are sent (`forum.mail.purposes`)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forum.accounts.keys import Ticket
from forum.accounts.models import Account
from forum.accounts.queries import account_by_email
from forum.accounts.signing_in import holder_of
from forum.accounts.tickets import LIFE, code_of, is_good, link_token
from forum.db import db
from forum.mail.purposes import NotNeeded, Purposes
from forum.web.jinja import moment
from forum.web.site import absolute


def ticket_that_counts(facts: Mapping[str, Any]) -> Ticket | NotNeeded:
    """The ticket of a mail, unless it was used or expired before the mail could go."""
    ticket = db.session.get(Ticket, facts["ticket"], populate_existing=True)
    if ticket is None or not is_good(ticket):
        return NotNeeded("Its link was used, had expired, or a newer one was asked for.")
    return ticket


def sign_in_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    ticket = ticket_that_counts(facts)
    if isinstance(ticket, NotNeeded):
        return ticket
    holder = holder_of(ticket)
    return {
        "link": absolute(f"/sign-in/link/{link_token(ticket)}"),
        "code": code_of(ticket),
        "minutes": LIFE.seconds // 60,
        "name": holder.display_name if holder else ticket.name,
        "is_new": holder is None,
    }


def address_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    """To an address that is to be somebody's; of one that has an account it says so, and opens nothing."""
    ticket = ticket_that_counts(facts)
    if isinstance(ticket, NotNeeded):
        return ticket
    account = db.session.get(Account, ticket.account_id)
    if account is None:
        return NotNeeded("The account was erased.")
    holder = account_by_email(ticket.email)
    if holder is not None and holder.id != account.id:
        return {"is_taken": True, "sign_in": absolute("/sign-in")}
    return {
        "is_taken": False,
        "link": absolute(f"/me/address/link/{link_token(ticket)}"),
        "code": code_of(ticket),
        "minutes": LIFE.seconds // 60,
        "name": account.display_name,
    }


def change_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    account = db.session.get(Account, facts["account"])
    if account is None or account.erased_at is not None:
        return NotNeeded("The account was erased.")
    return {
        "what": facts["what"],
        "at": moment(datetime.fromisoformat(facts["at"])),
        "name": account.display_name,
        "sign_in": absolute("/sign-in"),
        "sessions": absolute("/me/sessions"),
    }


PURPOSES: Purposes = {"sign_in": sign_in_words, "address": address_words, "change": change_words}
