"""How often one may do what: one table (`forum.web.actions`), read from the endpoint before a route begins.

*Why here.* The routes know nothing of it, so none can forget it, and a test compares the table with the routes that
there are. Nothing is done yet when it is too often: no row is touched, and the page that says so gives the words back
in their box (`forum.web.errors`). Whatever was sent counts, whether or not it was taken.

*Who is counted.* The account where one is needed, else the network that the request comes from. A digest under the
site's key stands for either: no address is kept. Staff are counted like everybody; moderating is not counted.

*Each process counts for itself,* and forgets when it ends: with two workers twice as much gets through, until there
is a store that they share.
"""

from collections.abc import Callable
from math import ceil

from flask import Flask, current_app, request
from limits import RateLimitItem

from forum.errors import TooOften
from forum.web.actions import BY_ENDPOINT, DRAFT, EDIT, POST, PREVIEW, Action, By
from forum.web.client import client_network
from forum.web.seals import stamp
from forum.web.site import settings
from forum.web.windows import Counts


def init_app(app: Flask, account_id: Callable[[], int | None]) -> None:
    """Count what comes in; `account_id` says who is signed in."""
    app.extensions["forum.rates"] = Counts()
    app.before_request(lambda: _count_request(account_id))


def count(action: Action, who: str) -> None:
    """One more of `action` by `who`; TooOften when that is more than its limits allow, and then it is not counted."""
    key = stamp(f"rates {action.name}", who)[:16].hex()
    full = _counts().add(action.limits, key)
    if full:
        done = action.done.format(full.limit.amount)
        raise TooOften(f"{done} within {_span(full.limit)}. {action.then} in {_wait(full.wait)}.", full.wait)


def _count_request(account_id: Callable[[], int | None]) -> None:
    action = BY_ENDPOINT.get(request.endpoint or "")
    # Browsers ask for OPTIONS on behalf of any page: that does nothing, so nothing is counted.
    if action is None or request.method == "OPTIONS" or not settings().rate_limits:
        return
    account = account_id() if action.by is By.ACCOUNT else None
    if action in (POST, EDIT):
        action = _of_writing(action, account)
    if action.by is By.NETWORK:
        count(action, client_network())
    elif account is not None:  # nobody signed in: the route sends them to do so
        count(action, str(account))


def _of_writing(action: Action, account: int | None) -> Action:
    if account is None:
        return DRAFT
    return PREVIEW if "preview" in request.form else action


def _span(limit: RateLimitItem) -> str:
    if limit.multiples > 1:
        return f"{limit.multiples} {limit.GRANULARITY.name}s"
    return "an hour" if limit.GRANULARITY.name == "hour" else f"a {limit.GRANULARITY.name}"


def _wait(seconds: int) -> str:
    # Up to a minute and a half people count seconds.
    if seconds < 90:
        return "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{ceil(seconds / 60)} minutes"


def _counts() -> Counts:
    found = current_app.extensions["forum.rates"]
    assert isinstance(found, Counts)  # noqa: S101
    return found
