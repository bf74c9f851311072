"""What is somebody's though no column names them: rows that were made for an address before anybody knew whose it is.

However the letters of an address were typed at that time, all before the @ are of ASCII (`addresses.parse_email`).
"""

from sqlalchemy import ColumnElement, func, literal, or_, select

from forum.accounts.keys import Ticket
from forum.accounts.models import Account
from forum.discussion.reports import LegalNotice, Report
from forum.mail.models import Mail, Undeliverable


def tickets_of(account: Account) -> ColumnElement[bool]:
    return or_(Ticket.account_id == account.id, _is_proved(account) & (Ticket.email_key == account.email_key))


def mails_to(account: Account) -> ColumnElement[bool]:
    return or_(Mail.account_id == account.id, _is_proved(account) & (func.lower(Mail.recipient) == account.email_key))


def refusals_of_mail_to(account: Account) -> ColumnElement[bool]:
    return _is_proved(account) & (func.lower(Undeliverable.address) == account.email_key)


def notices_of(account: Account) -> ColumnElement[bool]:
    """What they sent while signed in, or from an address that is theirs."""
    signed = LegalNotice.report_id.in_(select(Report.id).where(Report.reporter_id == account.id))
    return or_(signed, _is_proved(account) & (func.lower(LegalNotice.email) == account.email_key))


def _is_proved(account: Account) -> ColumnElement[bool]:
    """Who merely registered with an address learns nothing of it, and takes nothing from its owner."""
    return literal(account.confirmed_at is not None)
