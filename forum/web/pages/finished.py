"""Answers that take no thought: the same words were asked before, and nothing at all was written since."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from forum.web.pages.kept import HeaderList, for_nginx
from forum.web.telling import Told

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse

# So many ways to ask are remembered between two changes. No reader's is longer than that together, and whoever makes
# them up shall not fill the memory.
MOST, LONGEST = 5_000, 1_000

# All of a request that an answer may depend on: its method, path, query, host, what it takes and what it knows.
Asked = tuple[str, str, str, str, str, str, bool]


@dataclass(frozen=True, slots=True)
class Finished:
    """An answer down to the last header, and what is told of it."""

    status: str
    headers: HeaderList
    body: bytes
    until: datetime | None
    told: Told

    def send(self, start_response: "StartResponse") -> list[bytes]:
        # A list of its own, since a server may do with it as it likes.
        start_response(self.status, [*self.headers, for_nginx()])
        return [self.body]


@dataclass(frozen=True, slots=True)
class Answers:
    """Those that are true as long as `changes` says this and the same lies on the shelf: what it lets go of goes."""

    token: object
    content: object
    known: dict[Asked, Finished] = field(default_factory=dict)

    def keep(self, asked: Asked, answer: Finished) -> None:
        if len(self.known) < MOST and sum(map(len, asked[:-1])) <= LONGEST:
            self.known[asked] = answer


def asked_by(environ: Mapping[str, Any], signed_in: bool) -> Asked:
    get = environ.get
    return (
        environ["REQUEST_METHOD"],
        environ["PATH_INFO"],
        get("QUERY_STRING", ""),
        get("HTTP_HOST", ""),
        get("HTTP_ACCEPT_ENCODING", ""),
        get("HTTP_IF_NONE_MATCH", ""),
        signed_in,
    )
