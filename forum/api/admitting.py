"""Letting a reader in for whom a newspaper vouches, on a page of its own and without a window of ours.

*Why one session for many pages.* The newspaper says anew with each page who reads it. To its reader that is one place
where they are signed in, which they see among the others and can end; and each time anew they would be told of it.
"""

from urllib.parse import urlsplit

from sqlalchemy import select

from forum import clock
from forum.accounts.credentials import digest_of, kept_of, open_session
from forum.accounts.models import Account, Session
from forum.accounts.notices import tell_of_sign_in
from forum.accounts.second_factors import has_second_factor
from forum.api.tokens import LONGEST_LIFE, Granted, issue
from forum.db import db
from forum.errors import Forbidden
from forum.sso.assertions import arrival_by_assertion
from forum.web.client import client_network


def admit(assertion: str, origin: str, device: str) -> Granted:
    """A token at `origin`, by an assertion that is used up; its session lasts no longer than it can be renewed.

    Forbidden for an account that has a second factor which the newspaper did not ask for.
    """
    arrival = arrival_by_assertion(assertion, origin)
    if has_second_factor(arrival.account) and not arrival.with_second:
        raise Forbidden("Your account here asks for a second factor. Sign in on this site’s own page.")
    tell_of_sign_in(arrival.account, device, urlsplit(origin).netloc)
    session = _session(arrival.account, origin, device)
    session.proved_at = min(arrival.proved_at, session.last_seen_at)
    return issue(arrival.account, session, origin)


def _session(account: Account, origin: str, device: str) -> Session:
    """Of this browser at this site, begun now: the one that it had before, or a new one."""
    mine = Session.account_id == account.id, Session.origin == origin, Session.device == device
    found = db.session.scalar(select(Session).where(*mine).order_by(Session.last_seen_at.desc()).limit(1))
    session = found or db.session.get_one(Session, digest_of(open_session(account, device)))
    now = clock.now()
    session.origin, session.network = origin, kept_of(client_network())
    session.created_at = session.last_seen_at = now
    session.expires_at = now + LONGEST_LIFE
    return session
