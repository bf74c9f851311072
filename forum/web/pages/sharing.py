"""What a route says about the answer that it gives to everybody alike."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from flask import Response, request

# Where `front` looks for what the application has said.
SLOT = "forum.page"
# For caches between us and the reader. No page is more than a second old anywhere: at once out of date, and for one
# second handed out nonetheless, while the cache asks us whether it is still so.
CACHE_CONTROL = "public, max-age=0, stale-while-revalidate=1"

Route = TypeVar("Route", bound=Callable[..., object])


@dataclass(frozen=True)
class Terms:
    """How long an answer is true."""

    article_id: int | None = None  # None: it depends on more than one can ask for
    version: int | None = None
    until: datetime | None = None  # when it changes by itself, if that is known


@dataclass
class Slot:
    """Lies with a request whose answer may be shared; without terms it is not."""

    for_members: bool
    terms: Terms | None = None


@dataclass(frozen=True)
class Sharing:
    """What of an address counts for the page that it names."""

    parameters: frozenset[str]
    personal: frozenset[str]
    for_members: bool


def shared(*parameters: str, personal: tuple[str, ...] = (), for_members: bool = False) -> Callable[[Route], Route]:
    """Declare that all signed-out readers get the same answer from a route.

    Of the address's parameters only these count, and whatever else stands there (newsletters add their own) is left
    out; with one that is `personal` the answer is for one reader alone. `for_members`: who is signed in gets it too.
    """
    sharing = Sharing(frozenset(parameters), frozenset(personal), for_members)

    def declare(route: Route) -> Route:
        route.sharing = sharing  # type: ignore[attr-defined]
        return route

    return declare


def depends_on(article_id: int, version: int, until: datetime | None = None) -> None:
    """The answer under way may be shared as long as the article stands at `version`, and no later than `until`."""
    _say(Terms(article_id, version, until))


def depends_on_everything() -> None:
    """The answer under way may be shared until something is written anywhere."""
    _say(Terms())


def mark_shared(response: Response) -> bool:
    """Say in its headers that an answer is everybody's, and what it varies by; False when it is not."""
    slot = _slot()
    if slot is None or slot.terms is None or response.status_code != 200:
        return False
    response.headers.setdefault("Cache-Control", CACHE_CONTROL)
    response.vary.update(["Accept-Encoding"] if slot.for_members else ["Accept-Encoding", "Cookie"])
    return True


def _say(terms: Terms) -> None:
    slot = _slot()
    if slot is not None:
        slot.terms = terms


def _slot() -> Slot | None:
    found = request.environ.get(SLOT)
    return found if isinstance(found, Slot) else None
