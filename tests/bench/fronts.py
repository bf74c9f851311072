"""Small servers on loopback: one that holds a page, and one that compresses what another answers."""

import gzip
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

# As nginx is set to compress: these types, from this size on (bytes). Pictures are small already.
COMPRESSED = ("text/", "application/json", "application/javascript", "image/svg+xml")
WORTH_IT = 256
LEVEL = 6
HELD_UP = 30  # seconds that the server behind may take
HANDED_ON = ("Accept", "Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers")
# The method among the headers, by the name that HTTP/2 gives it there: browsers ask before they ask another site.
METHOD = ":method"
# What belongs to one connection is not handed on.
OWN = {"connection", "keep-alive", "transfer-encoding", "content-length", "date", "server"}


@dataclass(frozen=True)
class Answer:
    body: bytes
    headers: tuple[tuple[str, str], ...]


# What stands at a path, for a request with these headers.
Source = Callable[[str, dict[str, str]], Answer]


def holding(page: str) -> Source:
    """One page at every path: nothing else is asked for."""
    return lambda path, headers: Answer(page.encode(), (("Content-Type", "text/html; charset=utf-8"),))


def behind(address: str, below: str = "") -> Source:
    """What the server at `address` answers; its root stands at the path `below`, of which it is told."""

    def ask(path: str, headers: dict[str, str]) -> Answer:
        told = {name: text for name, text in headers.items() if name != METHOD}
        told |= {"X-Script-Name": below} if below else {}
        request = urllib.request.Request(address + path, headers=told, method=headers.get(METHOD))
        with urllib.request.urlopen(request, timeout=HELD_UP) as answer:
            kept = tuple((name, text) for name, text in answer.headers.items() if name.lower() not in OWN)
            return Answer(answer.read(), kept)

    return ask


def one_host(page: Source, below: str, other: Source) -> Source:
    """The page, and the other at every path that begins with `below`."""
    return lambda path, headers: (other if path.startswith(f"{below}/") else page)(path, headers)


def compressing(source: Source) -> Source:
    def ask(path: str, headers: dict[str, str]) -> Answer:
        answer = source(path, headers)
        kind = next((text for name, text in answer.headers if name.lower() == "content-type"), "")
        if not kind.startswith(COMPRESSED) or len(answer.body) < WORTH_IT:
            return answer
        return Answer(gzip.compress(answer.body, LEVEL), (*answer.headers, ("Content-Encoding", "gzip")))

    return ask


@contextmanager
def front(source: Source) -> Iterator[str]:
    """Serves `source` on a free port; yields its address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(source))
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(source: Source) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = HELD_UP

        def do_GET(self) -> None:
            kept = {name: self.headers[name] for name in HANDED_ON if name in self.headers}
            answer = source(self.path, kept | ({METHOD: self.command} if self.command == "OPTIONS" else {}))
            self.send_response(200)
            for name, text in answer.headers:
                self.send_header(name, text)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_HEAD = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    return Handler
