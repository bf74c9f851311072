"""A line between a browser and the server that can be cut at the worst moment."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

# What a front server says when the one behind it is gone.
_SORRY = b"<h1>Bad Gateway</h1>"
BAD_GATEWAY = (
    b"HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%b"
    % (len(_SORRY), _SORRY)
)
# Closing with it resets the connection, as a lost signal does in the end.
AT_ONCE = struct.pack("ii", 1, 0)


@dataclass
class Line:
    """Carries everything, byte by byte, until it is told otherwise."""

    server: tuple[str, int]
    listening: socket.socket
    cut: bool = False  # what is sent arrives, and no answer comes back
    gone: bool = False  # there is no server
    arrived: bool = False  # a form did, since the line was cut

    @property
    def address(self) -> str:
        return f"http://localhost:{self.listening.getsockname()[1]}"

    def serve(self) -> None:
        with suppress(OSError):  # closed: the visit is over
            while True:
                browser, _ = self.listening.accept()
                threading.Thread(target=self._carry, args=(browser,), daemon=True).start()

    def _carry(self, browser: socket.socket) -> None:
        with browser, suppress(OSError), socket.create_connection(self.server) as server:
            threading.Thread(target=self._back, args=(server, browser), daemon=True).start()
            while sent := browser.recv(65536):
                if self.gone:
                    browser.sendall(BAD_GATEWAY)
                    break
                if self.cut and sent.startswith(b"POST "):
                    self.arrived = True
                server.sendall(sent)

    def _back(self, server: socket.socket, browser: socket.socket) -> None:
        with suppress(OSError):
            while answer := server.recv(65536):
                if self.arrived and self.cut:
                    browser.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, AT_ONCE)
                    break
                browser.sendall(answer)
        with suppress(OSError):
            browser.shutdown(socket.SHUT_RDWR)


@contextmanager
def line_to(address: str) -> Iterator[Line]:
    """A line to the server at `address`."""
    parts = urlsplit(address)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        line = Line((parts.hostname or "", parts.port or 80), listening)
        threading.Thread(target=line.serve, daemon=True).start()
        yield line
        listening.shutdown(socket.SHUT_RDWR)
