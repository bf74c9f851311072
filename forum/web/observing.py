"""Around everything: each request gets an id, is timed and counted, and leaves a line in the log."""

import random
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from json import dumps
from time import perf_counter
from typing import TYPE_CHECKING, Any

from flask import Flask, has_request_context, request

from forum.web.logs import Lines, now
from forum.web.metrics import Metrics

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

Environ = dict[str, Any]
Write = Callable[[bytes], object]
# In the environ: the request's id, the endpoint that answers, and the path as it may be told.
ID, ROUTE, PATH = "forum.id", "forum.route", "forum.path"
# A proxy may have named the request already.
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
UNKNOWN = "none"
LONGEST_PATH = 200


class Observed:
    """A WSGI application around another. Nothing is written before `write_to`."""

    def __init__(self, application: "WSGIApplication", metrics: Metrics) -> None:
        self.metrics = metrics
        self._application = application
        self._lines: Lines | None = None

    def write_to(self, lines: Lines, each_request: bool) -> None:
        self._lines = lines if each_request else None
        self.metrics.add_gauge("forum_log_lines_dropped", "Lines that could not be written.", lambda: lines.dropped)

    def __call__(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        began = perf_counter()
        environ[ID] = _id(environ.get("HTTP_X_REQUEST_ID"))
        status = "500"

        def start(line: str, *rest: Any) -> Write:
            nonlocal status
            status = line[:3]
            return start_response(line, *rest)

        try:
            return self._application(environ, start)
        finally:
            seconds = perf_counter() - began
            self.metrics.count(environ.get(ROUTE, UNKNOWN), status, seconds)
            if self._lines is not None:
                self._lines.put(_line(environ, status, seconds))


def init_app(app: Flask) -> None:
    app.before_request(_tell_route)


def request_id() -> str | None:
    """Of the request under way, if there is one: it ties what a reader saw to the log."""
    return request.environ.get(ID) if has_request_context() else None


def _tell_route() -> None:
    environ, rule = request.environ, request.url_rule
    if rule is not None:
        environ[ROUTE] = rule.endpoint
        # A key to somebody's account is told to nobody.
        environ[PATH] = rule.rule if "token" in (request.view_args or {}) else request.path


def _id(given: str | None) -> str:
    if given is not None and _GIVEN.fullmatch(given):
        return given
    return f"{random.getrandbits(32):08x}"


def _line(environ: Environ, status: str, seconds: float) -> str:
    return (
        f'{{"at":"{now()}","level":"info","event":"request","id":"{environ[ID]}"'
        f',"method":{_quoted(environ["REQUEST_METHOD"])},"route":"{environ.get(ROUTE, UNKNOWN)}"'
        f',"path":{_quoted(environ.get(PATH, ""))},"status":{status},"ms":{seconds * 1000:.2f}}}'
    )


def _quoted(text: str) -> str:
    # Cut before it is remembered: made-up addresses are long.
    return _as_json(text[:LONGEST_PATH])


@lru_cache(maxsize=5_000)
def _as_json(text: str) -> str:
    return dumps(text)
