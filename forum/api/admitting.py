"""Letting a reader in for whom a newspaper vouches, on a page of its own and without a window of ours."""

from forum import clock
from forum.accounts.credentials import digest_of, open_session
from forum.accounts.models import Session
from forum.accounts.second_factors import has_second_factor
from forum.api.tokens import LONGEST_LIFE, issue
from forum.db import db
from forum.errors import Forbidden
from forum.sso.assertions import arrival_by_assertion


def admit(assertion: str, origin: str, device: str) -> str:
    """A token at `origin`, by an assertion that is used up; its session lasts no longer than it can be renewed.

    Forbidden for an account that has a second factor which the newspaper did not ask for.
    """
    arrival = arrival_by_assertion(assertion, origin)
    if has_second_factor(arrival.account) and not arrival.with_second:
        raise Forbidden("Your account here asks for a second factor. Sign in on this site’s own page.")
    session = db.session.get_one(Session, digest_of(open_session(arrival.account, device, proved_at=arrival.proved_at)))
    session.expires_at = clock.now() + LONGEST_LIFE
    return issue(arrival.account, session, origin)
