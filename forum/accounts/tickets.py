"""One-use proofs: a link for the device that has the mail, six digits for another one.

*Why both are made of the row's id.* A mail may wait for days, and what waits must open no door. So the row holds a
random id, and link and code are stamps of it under the site's key: whoever reads the database alone can make neither,
and the mail's words are made when it is sent.

*Why five tries.* A code has a million values. Five tries a ticket, and by `failures` some thirty a day for an address:
whoever guesses day and night, and has its owner read five mails an hour meanwhile, gets in once in eighty years.
"""

import hmac
import secrets
from datetime import timedelta
from math import ceil

from sqlalchemy import delete, func, select, update

from forum import clock
from forum.accounts.addresses import email_key
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.db import db, rows_changed
from forum.errors import Forbidden, Invalid, TooOften
from forum.web.seals import is_stamped, stamp, stamped, stamps

# ASVS 6.5.5 for what signs in. Words that wait may be confirmed after supper; by then they no longer sign in.
LIFE = timedelta(minutes=10)
WORDS_LIFE = timedelta(hours=24)
KEPT_FOR = timedelta(days=1)
MOST_WRONG = 5
# Mails to one address within an hour, whoever asks for them: more is a nuisance to its owner.
MOST_MAILS, WITHIN = 5, timedelta(hours=1)
ID_LENGTH = 32  # hexadecimal digits: 128 bits
USED = "This link was used already or has expired. Ask for a new one."


def make_ticket(purpose: Purpose, life: timedelta = LIFE, account: Account | None = None, **columns: str) -> Ticket:
    """A ticket; those for the same thing that were not used yet are void from now on."""
    now = clock.now()
    row = Ticket(
        id=secrets.token_hex(ID_LENGTH // 2),
        purpose=purpose,
        account_id=account.id if account else None,
        created_at=now,
        expires_at=now + life,
        **columns,
    )
    row.email_key = email_key(row.email) if row.email else ""
    same = (Ticket.account_id == row.account_id) if account else (Ticket.email_key == row.email_key)
    # A second factor is asked of whoever knows the first: they shall not void its owner's own sign-in.
    if (row.email or account) and purpose is not Purpose.SECOND:
        earlier = update(Ticket).where(same, Ticket.purpose == purpose, Ticket.draft == (row.draft or ""))
        rows_changed(earlier.where(Ticket.used_at.is_(None), Ticket.expires_at > now).values(expires_at=now))
    db.session.add(row)
    return row


def make_sign_in_link(account: Account) -> str:
    """The token of a link that lets `account` in once, without a mail: for whoever runs the site."""
    ticket = make_ticket(Purpose.OWNER, account=account)
    db.session.flush()
    return link_token(ticket)


def require_patience(address: str, purpose: Purpose) -> None:
    """TooOften when as many mails were asked for as one address gets; the same for one that nobody has here.

    For each purpose by itself, or whoever asks for one kind would keep its owner from another.
    """
    since = clock.now() - WITHIN
    mine = (Ticket.email_key == email_key(address)) & (Ticket.purpose == purpose)
    count, oldest = db.session.execute(
        select(func.count(), func.min(Ticket.created_at)).where(mine, Ticket.created_at > since)
    ).one()
    if count >= MOST_MAILS:
        wait = ceil((oldest - since).total_seconds())
        raise TooOften(
            f"{MOST_MAILS} mails were sent to this address within an hour. The newest one works; look for it among "
            f"the unwanted mail too. In {ceil(wait / 60)} minutes there can be another.",
            wait,
        )


def link_token(ticket: Ticket) -> str:
    """What stands in the link."""
    return stamped(_link(ticket), ticket.id)


def code_of(ticket: Ticket) -> str:
    """Six digits."""
    return _code(stamp(f"code {ticket.purpose}", ticket.id))


def by_link(token: str, *purposes: Purpose) -> Ticket:
    """The ticket of a link that still counts. Forbidden when it is used, expired, made up, or for something else."""
    ticket = db.session.get(Ticket, token[:ID_LENGTH], populate_existing=True)
    if ticket is None or ticket.purpose not in purposes or not is_stamped(_link(ticket), ticket.id, token):
        raise Forbidden(USED)
    if not is_good(ticket):
        raise Forbidden(USED)
    return ticket


def awaiting(ticket_id: str, *purposes: Purpose) -> Ticket:
    """The ticket that a page waits with for its code. Forbidden when it has come to its end."""
    ticket = db.session.get(Ticket, ticket_id, populate_existing=True)
    if ticket is None or ticket.purpose not in purposes or not is_good(ticket):
        raise Forbidden("This page is too old, or its code was used. Ask for a new mail.")
    return ticket


def check_code(ticket: Ticket, typed: str) -> None:
    """Invalid when it is not the ticket's. The caller commits even then, since the try is counted."""
    code = "".join(sign for sign in typed if sign.isascii() and sign.isdigit())
    if not count_try(ticket):
        raise Invalid("Too many wrong codes. The link in the mail still works, or ask for a new mail.", "code")
    right = (_code(one) for one in stamps(f"code {ticket.purpose}", ticket.id))
    if not any(hmac.compare_digest(one, code) for one in right):
        raise Invalid("That is not the code in the mail. Check its six digits and try again.", "code")


def count_try(ticket: Ticket) -> bool:
    """Whether there may be one more. Counted before it is compared: of many at one moment five are ever weighed."""
    mine = update(Ticket).where(Ticket.id == ticket.id, Ticket.wrong_codes < MOST_WRONG)
    return rows_changed(mine.values(wrong_codes=Ticket.wrong_codes + 1)) == 1


def use(ticket: Ticket) -> None:
    """It is used now. Forbidden for all but the first of those who do so at the same moment."""
    now = clock.now()
    mine = update(Ticket).where(Ticket.id == ticket.id, Ticket.used_at.is_(None), Ticket.expires_at > now)
    if not rows_changed(mine.values(used_at=now)):
        raise Forbidden(USED)
    db.session.refresh(ticket)


def forget_old_tickets() -> None:
    """A day after its end nobody asks for a ticket any more, and it holds somebody's address."""
    db.session.execute(delete(Ticket).where(Ticket.expires_at < clock.now() - KEPT_FOR))


def is_good(ticket: Ticket) -> bool:
    return ticket.used_at is None and ticket.expires_at > clock.now()


def _link(ticket: Ticket) -> str:
    return f"link {ticket.purpose}"


def _code(stamp: bytes) -> str:
    return f"{int.from_bytes(stamp[:8]) % 1_000_000:06}"
