"""What is never read: too much, and what is not text.

A reader's browser sends none of this, so it is refused without echo and before any page sees it.
"""

from urllib.parse import unquote_to_bytes

from flask import Flask, current_app, request
from flask.globals import request_ctx
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from forum.errors import Invalid, TooLarge, Unreadable, WrongKind
from forum.transactions import SAFE_METHODS
from forum.web.characters import NONCHARACTER
from forum.web.programs import JSON, asks_program
from forum.web.site import host_is_ours

# A comment of 5,000 code points is at most 20 kB of UTF-8, three times that once percent-encoded.
MAX_BODY = 128 * 1024
MAX_FIELDS = 40
TOO_MUCH = f"That is more than {MAX_BODY // 1024} kB. Shorten it and send it again."
# Asked by what watches the site, which knows it by a number rather than its name; no address stands in these.
FOR_MACHINES = frozenset({"healthz", "readyz", "metrics"})
FORM = "application/x-www-form-urlencoded"


def init_app(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY
    app.before_request(_refuse_unreadable)


def _refuse_unreadable() -> None:
    try:
        _require_readable()
    except Unreadable:
        # The page that says no reads none of it either: it would choke on the same, or hand it back.
        request.form, request.query_string = ImmutableMultiDict(), b""
        if request_ctx.url_adapter is None:
            # For what can be no host's name Flask knows no addresses, and that page has links.
            request_ctx.url_adapter = current_app.url_map.bind("localhost")
        raise


def _require_readable() -> None:
    if request.endpoint not in FOR_MACHINES and not host_is_ours():
        raise Unreadable("This address belongs to another site.")
    # The server has decoded the path already, into the characters that stand for its bytes.
    require_text(request.environ["PATH_INFO"].encode("latin-1"))
    require_text(unquote_to_bytes(request.query_string))
    if request.method in SAFE_METHODS:
        return
    try:
        sent = request.get_data(cache=True, parse_form_data=False)
    except RequestEntityTooLarge:
        raise TooLarge(TOO_MUCH) from None
    # Of a body that does not say how long it is, Werkzeug reads up to the limit and drops the rest in silence.
    if len(sent) >= MAX_BODY:
        raise TooLarge(TOO_MUCH)
    # An empty body needs no type. Files are not taken at all.
    if asks_program():
        _require_json(sent)
    else:
        _require_form(sent)


def _require_form(sent: bytes) -> None:
    if sent and request.mimetype != FORM:
        raise Unreadable("Only plain forms are taken here.")
    if sent.count(b"&") >= MAX_FIELDS:
        raise TooLarge("That form has too many fields.")
    require_text(unquote_to_bytes(sent))


def _require_json(sent: bytes) -> None:
    """No page can send it to another site without being asked whether it may. (The texts in it are looked at later.)"""
    if sent and request.mimetype != JSON:
        raise WrongKind("Only JSON is taken here: send it as application/json.")
    require_text(sent)


def require_text(raw: bytes) -> None:
    """Refuse what is no text: broken UTF-8 and surrogates, NUL, code points that are no characters."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        raise Unreadable("That holds bytes which are not text. Type it again.") from None
    if "\0" in text:
        raise Unreadable("That holds a character which is not text. Type it again.")
    # Some editors leave these in what is copied from them: whoever pasted one gets the words back.
    if NONCHARACTER.search(text):
        raise Invalid("That holds a code that stands for no character. Remove it and send it again.")
