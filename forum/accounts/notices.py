"""Mails that tell somebody what was done to their account: whoever did not do it themselves learns of it (S06)."""

from datetime import timedelta

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Session
from forum.db import db
from forum.mail.post import is_possible, write

# As long as a session can last: a browser that was not here within it is a new one.
REMEMBERED = timedelta(days=90)
# Who registered so recently knows where they are.
ARRIVING = timedelta(hours=1)


def tell_of_change(account: Account, what: str) -> None:
    """Mail `what` was done ("Your password was changed") to the address that the account has now, if there is one.

    What changes the address calls this before: the old one is told.
    """
    if account.email and is_possible():
        facts = {"what": what, "at": clock.now().isoformat(), "account": account.id}
        write("change", account.email, facts, account_id=account.id)


def tell_of_sign_in(account: Account, device: str, host: str = "") -> None:
    """Tell of a sign-in from a kind of browser that was not seen of late, here or on a page of another site.

    To be called before it has its session.
    """
    seen = list(db.session.scalars(select(Session).where(Session.account_id == account.id)))
    since = clock.now() - REMEMBERED
    has_been_here = bool(seen) or account.created_at < clock.now() - ARRIVING
    if has_been_here and not any(row.device == device and row.last_seen_at > since for row in seen):
        tell_of_change(account, f"New sign-in: {device}" + (f", on {host}" if host else ""))
