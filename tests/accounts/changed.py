"""What was changed: an account as it is now, and the ticket that a new address was sent."""

from sqlalchemy import select

from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.db import db


def fresh(account: Account) -> Account:
    db.session.commit()
    db.session.refresh(account)
    return account


def ticket_for(address: str) -> Ticket:
    db.session.commit()
    rows = select(Ticket).where(Ticket.email == address, Ticket.purpose == Purpose.ADDRESS).order_by(Ticket.created_at)
    return db.session.scalars(rows).all()[-1]
