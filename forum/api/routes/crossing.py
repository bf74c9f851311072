"""What may cross from one site to another: asked of the list of origins, answered exactly (Fetch, CORS).

No answer is ever open to all (`*`) or to whoever asks: the origin that is named is one on the list. `null`, which any
sandboxed page is, is on no list. Cookies come along to one address, where a page of our own site's sub-domain gets its
token.
"""

import logging

from flask import Flask, Response, g, request
from sqlalchemy.exc import SQLAlchemyError

from forum.api.permissions import may_ask_from
from forum.api.routes.asking import page_origin
from forum.errors import Forged
from forum.transactions import SAFE_METHODS
from forum.web.programs import asks_program
from forum.web.site import origin_is_ours

log = logging.getLogger(__name__)

# Nothing of what is answered is a page; whoever opens it as one gets no script, no form and no origin.
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
TAKEN = "Authorization, Content-Type, Idempotency-Key"
TOLD = "Allow, Location, Retry-After, WWW-Authenticate"
METHODS = "DELETE, GET, HEAD, PATCH, POST, PUT"
# As long as browsers remember at all (Chromium two hours).
REMEMBERED = 7200
WITH_COOKIES = "api.make_token"


def init_app(app: Flask) -> None:
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
        response.status_code = 204  # there is no page to it
        del response.headers["Content-Type"]
    if response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    origin = request.headers.get("Origin")
    if origin is not None and not origin_is_ours(origin) and _is_known(origin):
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
    """Asked once a request. Of a database that is away nobody learns who is on the list."""
    if "known_origin" not in g:
        try:
            g.known_origin = bool(may_ask_from(origin))
        except SQLAlchemyError as error:
            log.warning("the list of sites is out of reach: %s", getattr(error, "orig", None) or error)
            return False
    known: bool = g.known_origin
    return known
