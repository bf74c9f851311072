"""What may cross from one site to another: asked of the list of origins, answered exactly (Fetch, CORS).

No answer is ever open to all (`*`) or to whoever asks: the origin that is named is one on the list. `null`, which any
sandboxed page is, is on no list. Cookies come along to one address, where a page of our own site's sub-domain gets its
token.
"""

from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import SQLAlchemyError

from forum.api.permissions import may_ask_from
from forum.api.routes.asking import given_token, page_origin
from forum.db import db
from forum.errors import Forged
from forum.transactions import SAFE_METHODS
from forum.web.programs import asks_program
from forum.web.site import origin_is_ours

# Nothing of what is answered is a page; whoever opens it as one gets no script, no form and no origin.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
TAKEN = "Authorization, Content-Type, Idempotency-Key"
TOLD = "Allow, Location, Retry-After, WWW-Authenticate"
METHODS = "DELETE, GET, HEAD, PATCH, POST, PUT"
# As long as browsers remember at all (Chromium two hours).
REMEMBERED = 7200
WITH_COOKIES = "api.make_token"


def init_app(app: Flask) -> None:
    app.extensions["forum.origins"] = set[str]()
    app.before_request(_refuse_strangers)
    app.after_request(_add_headers)


def _refuse_strangers() -> None:
    """What changes something comes from a page of ours or of a site on the list, and says so."""
    if asks_program() and request.method not in SAFE_METHODS and not _is_known(page_origin()):
        raise Forged("This was not sent from a page of a site on the list. Its owner can add it.")


def _add_headers(response: Response) -> Response:
    if not asks_program():
        return response
    response.headers["Content-Security-Policy"] = POLICY
    response.headers.setdefault("Cache-Control", "no-store")
    response.vary.add("Origin")
    if request.method == "OPTIONS" and response.status_code == 200:
        response.status_code = 204
    if response.status_code == 204:
        del response.headers["Content-Type"]  # Flask would call nothing a page
    if response.status_code == 401:
        # Whoever sent a token learns that it is of no use any more (RFC 6750, 3.1).
        response.headers["WWW-Authenticate"] = 'Bearer error="invalid_token"' if given_token() else "Bearer"
    origin = request.headers.get("Origin")
    if origin is not None and not origin_is_ours(origin) and _may_be_told(origin):
        _let_cross(response, origin)
    return response


def _let_cross(response: Response, origin: str) -> None:
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = TOLD
    if request.endpoint == WITH_COOKIES:
        response.headers["Access-Control-Allow-Credentials"] = "true"
    if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
        response.headers["Access-Control-Allow-Methods"] = METHODS
        response.headers["Access-Control-Allow-Headers"] = TAKEN
        response.headers["Access-Control-Max-Age"] = str(REMEMBERED)


def _is_known(origin: str | None) -> bool:
    """Asked once a request."""
    if "known_origin" not in g:
        g.known_origin = bool(may_ask_from(origin))
    known: bool = g.known_origin
    return known


def _may_be_told(origin: str) -> bool:
    """The same; while the database is away, that it was so when it was last asked.

    Or the page could not read that it is to try again.
    """
    last: set[str] = current_app.extensions["forum.origins"]
    try:
        (last.add if _is_known(origin) else last.discard)(origin)
    except SQLAlchemyError:
        db.session.rollback()
    return origin in last
