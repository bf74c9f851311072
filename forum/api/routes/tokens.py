"""Signing in on a page of another site, and out."""

from flask import request

from forum.accounts.viewer import current, current_session
from forum.api import asked, mine, tokens
from forum.api.admitting import admit
from forum.api.operations import Asks
from forum.api.routes import showing
from forum.api.routes.asking import known_origin, own_token, page_origin, reader
from forum.api.routes.blueprint import operation
from forum.db import db
from forum.errors import Forbidden
from forum.web.device import device


@operation("GET", "/me", {200: mine.Me}, Asks.READER)
def me() -> mine.Me:
    """Who is signed in on this page."""
    return showing.me(reader())


@operation("GET", "/sign-ins/<nonce>", {200: mine.Code, 202: mine.Waiting})
def sign_in(nonce: str) -> mine.Code | tuple[mine.Waiting, int]:
    """What was handed over to this page, which began a sign-in with the nonce; 202 as long as nothing was."""
    code = tokens.code_for(nonce, page_origin())
    return (mine.Waiting(), 202) if code is None else mine.Code(code=code)


@operation("POST", "/tokens", {200: mine.Token, 204: None}, takes=asked.TokenRequest, refuses=(404, 409))
def make_token(body: asked.TokenRequest) -> mine.Token | tuple[None, int]:
    """A token for this page: by a code, a newspaper's word for its reader, or a session of the same site.

    204 where nobody has a session: most who read a page are not signed in, and that is no error of it.
    """
    if isinstance(body.root, asked.CodeGrant):
        return _answer(tokens.redeem(body.root.code, body.root.code_verifier, known_origin()))
    if isinstance(body.root, asked.AssertionGrant):
        return _answer(admit(body.root.assertion, known_origin(), device()))
    granted = _of_session()
    return (None, 204) if granted is None else _answer(granted)


@operation("POST", "/tokens/renewal", {200: mine.Token}, Asks.READER)
def renew_token() -> mine.Token:
    """Another token in the place of this one, which is worth nothing from now on."""
    return _answer(tokens.renew(own_token(), known_origin()))


@operation("DELETE", "/tokens/current", {204: None}, Asks.READER)
def end_token() -> None:
    """Sign out on this page."""
    tokens.end(own_token())
    db.session.commit()


def _of_session() -> tokens.Granted | None:
    """The one address that looks at a cookie; browsers say truly how near the page is that asks (Fetch Metadata)."""
    if request.headers.get("Sec-Fetch-Site") not in ("same-origin", "same-site"):
        raise Forbidden("Only pages of this very site are known by their session. Sign in on this page.")
    account = current()
    return None if account is None else tokens.issue(account, current_session(), known_origin())


def _answer(granted: tokens.Granted) -> mine.Token:
    db.session.flush()
    account = tokens.account_of(granted.token, known_origin())
    if account is None:
        raise tokens.Unknown()
    shape = mine.Token(
        access_token=granted.token,
        token_type="Bearer",  # noqa: S106
        expires_in=int(granted.lasts.total_seconds()),
        me=showing.me(account),
    )
    db.session.commit()
    return shape
