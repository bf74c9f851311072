"""Who is looking: the one place that touches Flask-Login, and the only typed way to it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import ParamSpec

from flask import Flask, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from flask_login import login_required as _login_required

from forum import ids
from forum.accounts.credentials import end_session, is_of_late, note_seen, open_session, renew, session_of
from forum.accounts.models import Account, Session
from forum.accounts.notices import tell_of_sign_in
from forum.accounts.permissions import may_enter
from forum.accounts.second_factors import has_second_factor
from forum.config import SecondFactor
from forum.errors import Refusal, require
from forum.transactions import SAFE_METHODS
from forum.web.client import client_network
from forum.web.device import device
from forum.web.returning import this_page
from forum.web.site import settings

P = ParamSpec("P")
_manager = LoginManager()


class SessionEnded(Refusal):
    """What was sent belongs to a session that is no more; `sign_in` leads to the sign-in and back to the words."""

    status = 401

    def __init__(self, sign_in: str) -> None:
        super().__init__("Your session has ended. Your words are kept: sign in, and they are in the box again.")
        self.sign_in = sign_in


class _SignedIn(UserMixin):  # type: ignore[misc]
    """What Flask-Login carries about: the session's token as the id, and whose session it is."""

    def __init__(self, token: str, account: Account, row: Session | None = None) -> None:
        self.id = token
        self.account = account
        self.session = row


def current() -> Account | None:
    """The account that looks at this page, or None for a signed-out reader, and on a page about a fault of ours."""
    if g.get("viewer_unknown"):
        return None
    return current_user.account if current_user.is_authenticated else None


def somebody() -> Account:
    """The account behind a route that demands a sign-in."""
    account = current()
    assert account is not None, "the route lacks @login_required"  # noqa: S101
    return account


def current_session() -> Session:
    """The session of this browser, behind a route that demands a sign-in."""
    row = current_user.session
    assert isinstance(row, Session), "the route lacks @login_required"  # noqa: S101
    return row


def session_token() -> str:
    return str(session["_user_id"])


def session_ended() -> bool:
    """Whether the browser holds a session that is no longer one: it was signed in, and is not now."""
    return "_user_id" in session and current() is None


def login_required(route: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    guarded: Callable[P, ResponseReturnValue] = _login_required(route)
    return guarded


def freshly_signed_in(route: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """For what would lock its owner out: who has not proved who they are of late does so again first (ASVS 7.5.1).

    So does who came in before there was a second factor, and never gave it.
    """

    @wraps(route)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        row = current_session()
        never_gave_it = row.second_at is None and has_second_factor(row.account)
        if never_gave_it or not is_of_late(row.proved_at):
            return redirect(url_for("accounts.sign_in_form", next=this_page(), again=1), code=303)
        return route(*args, **kwargs)

    return login_required(guarded)


def sign_in(account: Account, with_second: bool = False, proved_at: datetime | None = None) -> None:
    """A new session in this browser; the one it had before, if any, ends. They proved it now, unless `proved_at`."""
    require(may_enter(account))
    tell_of_sign_in(account, device())
    sign_out()
    act_with(account, with_second)
    token = open_session(account, device(), with_second, client_network(), proved_at)
    login_user(_SignedIn(token, account))
    session.permanent = True  # the cookie lasts as long as its row: SESSION_LIFE


def act_with(account: Account, second_factor: bool) -> None:
    """Whether `account` may act as staff here goes by whether it gave what the site asks of its staff."""
    account.lacks_second_factor = settings().second_factor == SecondFactor.STAFF and not second_factor


def renew_session() -> None:
    """Another session for this browser: a copy of the old cookie is worth nothing, nor is a page's token (S03)."""
    token, row = renew(current_session())
    login_user(_SignedIn(token, row.account, row))


def sign_out() -> None:
    """End this browser's session on the server and forget its cookie."""
    token = session.get("_user_id")
    if isinstance(token, str):
        end_session(token)
    logout_user()
    session.clear()


def init_app(app: Flask) -> None:
    # Templates ask `current`: Flask-Login's own word for them would look in the database for every page of an error.
    _manager.init_app(app, add_context_processor=False)
    # The token in the cookie is random and checked against its row at every request: an address that changes
    # on a train says nothing about who holds it.
    _manager.session_protection = None


@_manager.user_loader  # type: ignore[untyped-decorator]
def _load(token: str) -> _SignedIn | None:
    row = session_of(token)
    g.session_token = token
    if row is None or not may_enter(row.account):
        return None
    act_with(row.account, row.second_at is not None)
    if request.method not in SAFE_METHODS:
        note_seen(row)
    return _SignedIn(token, row.account, row)


@_manager.unauthorized_handler  # type: ignore[untyped-decorator]
def _ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in, and back to what was wanted: of a button that is the comment it stood at."""
    comment_id = (request.view_args or {}).get("comment_id")
    at = f"#c{ids.to_text(comment_id)}" if comment_id is not None and request.method not in SAFE_METHODS else ""
    return redirect(url_for("accounts.sign_in_form", next=this_page() + at), code=303)
