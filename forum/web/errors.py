"""Refusal to status: the one table of what an error looks like to the person who meets it."""

import logging
import secrets

from flask import Flask, Response, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from forum.db import db
from forum.errors import Refusal
from forum.web.observing import request_id
from forum.web.programs import asks_program, problem
from forum.web.titles import title_of

log = logging.getLogger(__name__)

SENTENCES = {
    400: "That request could not be understood.",
    404: "There is nothing at this address. It may have been removed, or the link may be mistyped.",
    405: "This address cannot be used that way.",
    413: "That is too much at once. Shorten it and send it again.",
}
BUSY = "The site is busy just now. Nothing was lost: try again in a few seconds."
FULL = "The site has no room left to keep what you wrote, and its owner has to make some. Try again later."
# How the databases say that their disk is full: SQLite by name, PostgreSQL by number.
NO_ROOM = {"SQLITE_FULL", "53100"}
# The boxes in which readers write: a comment or an appeal, why something is against the law, what goes with a report.
BOXES = ("body", "explanation", "note")
FAILED = "Something failed on our side. What you wrote is still on the page before this one: go back and try again."


def init_app(app: Flask) -> None:
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _database)
    app.register_error_handler(PoolTimeout, _busy)
    app.register_error_handler(Exception, _failed)


def _refused(refusal: Refusal) -> ResponseReturnValue:
    db.session.rollback()
    words = _words() if refusal.keeps_text else ""
    waiting = refusal.retry_after
    facts = {"field": getattr(refusal, "field", None), "sign_in": refusal.sign_in, "title": refusal.title}
    return _answer(refusal.status, refusal.sentence, retry_after=waiting, words=words, **facts)


def _http(error: HTTPException) -> ResponseReturnValue:
    status = error.code or 500
    if error.response is not None or status < 400:
        return error
    response = _answer(status, SENTENCES.get(status, error.description or FAILED))
    if isinstance(error, MethodNotAllowed):
        response.allow.update(error.valid_methods or ())
    return response


def _database(error: DBAPIError) -> ResponseReturnValue:
    """Away, busy or full; or it has been asked for nonsense, which is our own fault."""
    code = getattr(error.orig, "sqlite_errorname", None) or getattr(error.orig, "sqlstate", None)
    if code in NO_ROOM:
        db.session.rollback()
        log.error("database full: %s", error.orig)
        return _answer(507, FULL, words=_words())
    # SQLite names a statement that is wrong in itself by the same class; trying again would not help.
    away = isinstance(error, OperationalError) and code != "SQLITE_ERROR"
    return _busy(error) if away or error.connection_invalidated else _failed(error)


def _busy(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    # What the driver says names neither the statement's values nor anybody's words.
    log.warning("database unavailable: %s", getattr(error, "orig", None) or error)
    return _answer(503, BUSY, retry_after=5, words=_words())


def _failed(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    # The number ties what the reader saw to the line in the log; the reader sees nothing else of the fault.
    reference = request_id() or secrets.token_hex(4)
    log.error("request failed, reference %s", reference, exc_info=error)
    return _answer(500, FAILED, reference=reference, words=_words())


def _words() -> str:
    """What a reader wrote: whatever went wrong, it comes back in a box to be sent again."""
    return request.form.get(_box(), "") if request.method == "POST" else ""


def _box() -> str:
    return next((name for name in BOXES if request.form.get(name)), BOXES[0])


def _answer(
    status: int, sentence: str, retry_after: int = 0, field: str | None = None, **facts: str | None
) -> Response:
    if asks_program():
        response = problem(status, sentence, field, facts.get("reference") or "", facts.get("title") or "")
    else:
        response = _page(status, sentence, **facts)
    if retry_after:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _page(
    status: int,
    sentence: str,
    reference: str | None = "",
    words: str | None = "",
    sign_in: str | None = None,
    title: str | None = "",
) -> Response:
    # What failed may fail again: a page about a fault of ours must not need the database to say who is looking.
    g.viewer_unknown = status >= 500
    facts = {"status": status, "title": title or title_of(status), "sentence": sentence}
    kept = {"words": words, "box": _box()} if words else {}
    page = render_template("errors/refusal.html", **facts, **kept, reference=reference, sign_in=sign_in)
    return make_response(page, status)
