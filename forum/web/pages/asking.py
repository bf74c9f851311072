"""Asking the application for a page as anybody would: what it answers is for everybody."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forum.web.pages.addresses import Address
from forum.web.pages.kept import HeaderList
from forum.web.pages.sharing import SLOT, Slot

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

Environ = dict[str, Any]
# What in a request is its reader's own, or their browser's; of all that a shared answer may depend on the host alone.
PERSONAL, NEUTRAL = ("HTTP_", "REMOTE_", "CONTENT_"), "HTTP_HOST"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered."""

    status: str
    headers: HeaderList
    body: bytes


def ask(application: "WSGIApplication", environ: Environ, address: Address) -> tuple[Answer, Slot]:
    """What the application answers to the address alone, whoever asks; and whether that may be shared."""
    slot = Slot(address.for_members)
    started: list[Any] = []

    def start(status: str, headers: HeaderList, _: object = None) -> Callable[[bytes], object]:
        started[:] = status, headers
        return started.append

    body = application(neutral(environ) | {"QUERY_STRING": address.query, SLOT: slot}, start)
    try:
        read = b"".join(body)
    finally:
        if hasattr(body, "close"):
            body.close()
    return Answer(started[0], started[1], read), slot


def neutral(environ: Environ) -> Environ:
    """The request without who sends it and what their browser adds: their cookies, languages, conditions."""
    plain = {name: value for name, value in environ.items() if name == NEUTRAL or not name.startswith(PERSONAL)}
    return plain | {"REQUEST_METHOD": "GET"}
