"""A request, and one connection to send it on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection
from time import perf_counter

HOST = "127.0.0.1"
# What a browser says that it can unpack.
PACKED = {"Accept-Encoding": "br, gzip"}


@dataclass(frozen=True)
class Ask:
    path: str
    method: str = "GET"
    body: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]  # their names in lower case
    body: bytes
    took: float  # seconds


class Line:
    """A connection that is kept open, as browsers and wrk do."""

    def __init__(self, port: int, timeout: float = 10) -> None:
        self._connection = HTTPConnection(HOST, port, timeout=timeout)

    def send(self, ask: Ask) -> Answer:
        """Raises OSError or HTTPException when no answer comes, as after a time out."""
        begin = perf_counter()
        body = ask.body.encode() if ask.body else None
        self._connection.request(ask.method, ask.path, body, dict(ask.headers))
        reply = self._connection.getresponse()
        content = reply.read()
        took = perf_counter() - begin
        return Answer(reply.status, {name.lower(): text for name, text in reply.getheaders()}, content, took)

    def close(self) -> None:
        self._connection.close()


def once(port: int, ask: Ask, timeout: float = 10) -> Answer:
    line = Line(port, timeout)
    try:
        return line.send(ask)
    finally:
        line.close()
