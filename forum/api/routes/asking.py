"""Who asks, and from the page of which site: by the token and what the browser says, never by a cookie."""

from flask import g, request

from forum.accounts.models import Account
from forum.api.tokens import Unknown, account_of
from forum.errors import Refusal
from forum.web.site import own_origin


class NotSignedIn(Refusal):
    """No token came along, and one is needed."""

    status, title = 401, "Not signed in"

    def __init__(self) -> None:
        super().__init__("Sign in first.")


def page_origin() -> str | None:
    """The origin of the page that asks, as its browser says; None when nothing says so.

    Browsers name no origin when a page of ours only looks.
    """
    named = request.headers.get("Origin")
    if named is None and request.headers.get("Sec-Fetch-Site") == "same-origin":
        return own_origin()
    return named


def known_origin() -> str:
    """The same where something is changed: a page that names none was turned away before (`crossing`)."""
    origin = page_origin()
    assert origin is not None, "who changes something says from where"  # noqa: S101
    return origin


def asker() -> Account | None:
    """Whose token came along; None when none did. Unknown when it does not count, or not at this origin."""
    if "asker" not in g:
        token = given_token()
        g.asker = None if token is None else account_of(token, page_origin())
        if token is not None and g.asker is None:
            raise Unknown()
    found: Account | None = g.asker
    return found


def reader() -> Account:
    """The same where somebody is needed."""
    found = asker()
    if found is None:
        raise NotSignedIn
    return found


def own_token() -> str:
    """The token of a reader, behind an operation that asks for one."""
    token = given_token()
    assert token is not None, "the operation asks for nobody"  # noqa: S101
    return token


def given_token() -> str | None:
    """RFC 6750, 2.1. What stands there and is no token counts as one that is unknown."""
    given = request.headers.get("Authorization")
    if given is None:
        return None
    kind, _, token = given.partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""
