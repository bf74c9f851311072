"""Forged requests: no other site may act with a reader's session, or as a signed-out reader.

*Why two checks.* A page that every signed-out reader shares can hold no token, so what changes something must
show by its headers that it came from a page of ours (browsers send Sec-Fetch-Site or Origin, and no script can
write them). In a session the form carries a token as well: a signature of the session's own id, so that it is the
same on every page of the session and worthless in any other (ASVS 3.5.1). SameSite cookies alone are not relied on.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g, request, session
from itsdangerous import Signer

from forum.errors import Forbidden, Forged
from forum.transactions import SAFE_METHODS
from forum.web.programs import asks_program
from forum.web.seals import keys
from forum.web.site import origin_is_ours

FIELD = "csrf"
# Nothing but the address is asked of these: it is sealed, for one person and one thing that can be taken back. Programs
# of mail post to it (RFC 8058) with no session, from no page of ours; which session a browser adds does not matter.
SEALED = frozenset({"notifications.stop"})


def init_app(app: Flask) -> None:
    app.before_request(_refuse_forged)


def token() -> str | None:
    """What a form of this session carries; None for a signed-out reader."""
    session_id = session.get("_user_id")
    if session_id is None:
        return None
    # A page has a hundred forms: it is signed once.
    known: tuple[str, str] | None = g.get("csrf_token")
    if known is None or known[0] != session_id:
        g.csrf_token = known = session_id, _signer().get_signature(session_id).decode()
    return known[1]


@contextmanager
def token_shown_as(text: str) -> Iterator[None]:
    """Inside the block pages of this session show `text` where their token belongs."""
    mine = session.get("_user_id"), token()
    g.csrf_token = mine[0], text
    try:
        yield
    finally:
        g.csrf_token = mine


def _refuse_forged() -> None:
    if request.method in SAFE_METHODS or request.endpoint in SEALED:
        return
    if asks_program():  # by a token, never by a cookie; from which pages is looked at there (`forum.api`)
        return
    if not _sent_from_here():
        raise Forged("This was not sent from a page of this site. Open the page here and send it again.")
    session_id = session.get("_user_id")
    if session_id and not _signer().verify_signature(session_id, request.form.get(FIELD, "")):
        raise Forbidden("This page was opened before you signed in. Your text is kept: send it once more.")


def _sent_from_here() -> bool:
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    # The two agree in every browser; when both are there, both must.
    if site is not None and site != "same-origin":
        return False
    if origin is not None and not origin_is_ours(origin):
        return False
    return site is not None or origin is not None


def _signer() -> Signer:
    return Signer([*reversed(list(keys()))], salt="csrf")  # the newest last, which signs
