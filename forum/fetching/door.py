"""Calling another site, or being told why it is not called."""

import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection, HTTPException, HTTPResponse

from forum.errors import Invalid
from forum.fetching.ranges import is_of_this_machine, is_public
from forum.fetching.resolving import Resolve, resolve
from forum.fetching.target import INSIDE, Target, parse
from forum.fetching.wire import Deadline, Wire

# For all of it, in seconds; and of an answer, headers included, in bytes (S42).
WITHIN, MOST = 3.0, 1_000_000
# Of several addresses so many are tried, each but the last for so long: one of two ways into a house may be shut.
MOST_TRIED, FIRST_TRY = 3, 1.0

Dial = Callable[[str, int, float], socket.socket]


class NoAnswer(Exception):
    """Nobody answered, or nothing that is HTTP, or too late; its words say which."""


@dataclass(frozen=True)
class Answer:
    """What came back. A body that is not whole was cut off at our measure or our deadline, or by the other side."""

    status: int
    body: bytes
    is_whole: bool
    seconds: float
    headers: Sequence[tuple[str, str]] = ()

    def all(self, name: str) -> Sequence[str]:
        """Every value of a header, in order."""
        return [value for each, value in self.headers if each.lower() == name.lower()]

    def header(self, name: str) -> str:
        """The first value of a header; empty when there is none."""
        return next(iter(self.all(name)), "")


def dial(address: str, port: int, seconds: float) -> socket.socket:
    """`address` is a number, so that nothing is looked up any more."""
    return socket.create_connection((address, port), seconds)


@dataclass(frozen=True)
class Door:
    """Of a site on loopback, which may call loopback, or of any other. The rest is for tests to replace.

    What stands at the address of the `owners`, who wrote it into the settings, may be inside and at any port: all else
    holds for it too, and in clear it is called on the machine itself alone.
    """

    site_is_on_loopback: bool = False
    owners: str | None = None
    resolve: Resolve = resolve
    dial: Dial = dial
    trusted: ssl.SSLContext | None = None  # those of the system
    within: float = WITHIN

    def check(self, url: str, within: float = WITHIN) -> None:
        """Invalid when the address is not called; TimeoutError when nobody could say in time what its name means."""
        self._addresses(parse(url, self.site_is_on_loopback, self.owners), within)

    def post(self, url: str, body: bytes, headers: Mapping[str, str], most: int = MOST) -> Answer:
        """Send `body` and read at most `most` bytes of the answer's. Invalid when it is not called; else NoAnswer."""
        return self._call("POST", url, body, headers, most)

    def get(self, url: str, headers: Mapping[str, str], most: int = MOST) -> Answer:
        """Ask for what is there, on the same terms."""
        return self._call("GET", url, None, headers, most)

    def _call(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str], most: int) -> Answer:
        deadline = Deadline(self.within)
        target = parse(url, self.site_is_on_loopback, self.owners)
        try:
            with self._connected(target, deadline) as line:
                return _exchanged(line, target, deadline, (method, body, headers), most)
        except TimeoutError:
            raise NoAnswer(f"It did not answer within {self.within:g} seconds.") from None
        except ssl.SSLCertVerificationError as error:
            raise NoAnswer(f"Its certificate does not hold: {error.verify_message}.") from error
        except ssl.SSLError as error:
            raise NoAnswer(f"No secure connection could be made: {error.reason}.") from error
        except HTTPException as error:
            raise NoAnswer(f"It did not answer in HTTP: {type(error).__name__}.") from error
        except OSError as error:
            raise NoAnswer(f"It could not be reached: {error.strerror or type(error).__name__}.") from error

    def _addresses(self, target: Target, within: float) -> Sequence[str]:
        """All that the name stands for. One that is not public is enough to call none of them."""
        try:
            found = self.resolve(target.host, within)
        except TimeoutError:
            raise
        except OSError:
            raise Invalid(f"There is no server called {target.host}. Is it spelled right?", "url") from None
        may_be_called = is_of_this_machine if target.on_this_machine else is_public
        is_open = target.is_the_owners and target.is_secure
        if not found or not (is_open or all(may_be_called(address) for address in found)):
            raise Invalid(INSIDE, "url")
        return found

    def _connected(self, target: Target, deadline: Deadline) -> socket.socket:
        addresses = self._addresses(target, deadline.left())[:MOST_TRIED]
        for address in addresses[:-1]:
            with suppress(OSError):
                return self._opened(address, target, deadline, min(deadline.left(), FIRST_TRY))
        return self._opened(addresses[-1], target, deadline, deadline.left())

    def _opened(self, address: str, target: Target, deadline: Deadline, within: float) -> socket.socket:
        line = self.dial(address, target.port, within)
        if not target.is_secure:
            return line
        try:
            line.settimeout(deadline.left())
            return (self.trusted or _of_the_system()).wrap_socket(line, server_hostname=target.host)
        except BaseException:
            line.close()
            raise


@cache
def _of_the_system() -> ssl.SSLContext:
    """Read from a file of some hundred certificates, so only once, and only where somebody is called."""
    return ssl.create_default_context()


def _exchanged(
    line: socket.socket,
    target: Target,
    deadline: Deadline,
    sent: tuple[str, bytes | None, Mapping[str, str]],
    most: int,
) -> Answer:
    method, body, headers = sent
    connection = HTTPConnection(target.host, target.port)
    connection.sock = Wire(line, deadline, MOST)
    own = {"Host": target.name, "User-Agent": "Forum", "Connection": "close"}
    connection.request(method, target.path, body, {**own, **headers})
    with connection.getresponse() as response:
        content, is_whole = _read(response, most)
        return Answer(response.status, content, is_whole, deadline.spent(), response.getheaders())


def _read(response: HTTPResponse, most: int) -> tuple[bytes, bool]:
    """The status stands, whatever becomes of the body."""
    content = b""
    try:
        while len(content) <= most and (some := response.read1(most + 1 - len(content))):
            content += some
    except (OSError, HTTPException):
        return content[:most], False
    return content[:most], len(content) <= most and not response.length
