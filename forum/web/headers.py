"""The headers on every reply, errors and static files too."""

from flask import Flask, Response, request, session

from forum.transactions import SAFE_METHODS
from forum.web.addresses import is_a_key
from forum.web.pages.sharing import mark_shared
from forum.web.site import settings

# Nothing inline, nothing from elsewhere. There is no nonce, so that a page can be the same bytes for everyone.
_ALLOWED = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}


def policy(frame_ancestors: str) -> str:
    """What a page may load and do, and whose pages may hold it in a frame."""
    directives = {**_ALLOWED, "frame-ancestors": frame_ancestors}
    return "; ".join(f"{name} {allowed}" for name, allowed in directives.items())


POLICY = policy("'none'")
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
# No Referer carries such an address on, not even to us, and no engine lists it. (`no-referrer` would do as well, but
# makes browsers send the form with `Origin: null`, which is refused.) Of a key in the query its route has to say so.
ADDRESS_IS_A_KEY = {"Referrer-Policy": "strict-origin", "X-Robots-Tag": "noindex"}
A_YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    app.after_request(_add_headers)


def _add_headers(response: Response) -> Response:
    promised = ALWAYS | ADDRESS_IS_A_KEY if is_a_key() else ALWAYS
    response.headers.extend({name: text for name, text in promised.items() if name not in response.headers})
    if settings().https:
        response.headers["Strict-Transport-Security"] = f"max-age={A_YEAR}; includeSubDomains"
    if request.endpoint in ("static", "bundle") and response.status_code in (200, 206, 304):
        # Its address carries a digest of its content, so that it never changes. (A 304 renews what it says here.)
        response.headers["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    elif not mark_shared(response) and "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if session or _is_private() else "no-cache"
        response.vary.add("Cookie")
    return response


def _is_private() -> bool:
    """What answers one person alone: a form that was sent, words that were kept, a key in the address."""
    return request.method not in SAFE_METHODS or "draft" in request.args or is_a_key()
