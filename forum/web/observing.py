"""Around everything: each request gets an id, is timed and counted, and leaves a line in the log.

*Why what is ready is handed out from here.* Handing out a page that everyone shares is a few look-ups. To go through
the application for it, with its id, its own `start_response` and what it leaves in the environ, costs more than that.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache, partial
from random import getrandbits
from time import perf_counter, time
from typing import TYPE_CHECKING, Any

from flask import Flask, has_request_context, request

from forum.web.addresses import is_a_key
from forum.web.logs import Lines, moment
from forum.web.metrics import Metrics
from forum.web.pages.finished import Finished
from forum.web.telling import ID, PATH, ROUTE, Told, told_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

Environ = dict[str, Any]
Write = Callable[[bytes], object]
# A proxy may have named the request already.
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Observed:
    """A WSGI application around another. Nothing is written before `write_to`.

    `ready` says what the other has ready for a request, if it has.
    """

    def __init__(
        self,
        application: "WSGIApplication",
        metrics: Metrics,
        ready: Callable[[Environ], Finished | None] = lambda environ: None,
    ) -> None:
        self.metrics = metrics
        self._application = application
        self._ready = ready
        self._lines: Lines | None = None

    def write_to(self, lines: Lines, each_request: bool) -> None:
        self._lines = lines if each_request else None
        self.metrics.add_gauge("forum_log_lines_dropped", "Lines that could not be written.", lambda: lines.dropped)

    def __call__(self, environ: Environ, start_response: "StartResponse") -> Iterable[bytes]:
        began = perf_counter()
        given = environ.get("HTTP_X_REQUEST_ID")
        name = given if given and _GIVEN.fullmatch(given) else getrandbits(32)
        answer = self._ready(environ)
        if answer is None:
            return self._asked(environ, start_response, _spelled(name), began)
        sent = answer.send(start_response)
        self._tell(answer.told, name, perf_counter() - began)
        return sent

    def _asked(self, environ: Environ, start_response: "StartResponse", name: str, began: float) -> Iterable[bytes]:
        environ[ID] = name
        status = "500"

        def start(line: str, *rest: Any) -> Write:
            nonlocal status
            status = line[:3]
            return start_response(line, *rest)

        try:
            return self._application(environ, start)
        finally:
            self._tell(told_of(environ, status), name, perf_counter() - began)

    def _tell(self, told: Told, name: str | int, seconds: float) -> None:
        self.metrics.count(told.route, told.status, seconds)
        if self._lines is not None:
            self._lines.put(partial(_line, time(), name, told.words, seconds))


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
        environ[PATH] = rule.rule if is_a_key() else request.path


def _line(at: float, name: str | int, words: str, seconds: float) -> str:
    ms = _milliseconds(int(seconds * 100_000))
    return f'{{"at":"{moment(at)}","level":"info","event":"request","id":"{_spelled(name)}",{words},"ms":{ms}}}'


def _spelled(name: str | int) -> str:
    return name if isinstance(name, str) else f"{name:08x}"


# Nearly all take a few hundredths of one.
@lru_cache(maxsize=1_000)
def _milliseconds(hundredths: int) -> str:
    return f"{hundredths / 100:.2f}"
