"""What a mail's link may stop: sealed for one person and one thing, the same each time, and for nobody else to make."""

import json
from dataclasses import dataclass

from forum.notifications.models import Frequency, Kind, Place
from forum.web.seals import Broken, seal_alike, unseal_alike
from forum.web.site import absolute

_PURPOSE, _AGAIN = "stop mail", "mail again"
_PLACES = ("place", "followed")


@dataclass(frozen=True)
class Stop:
    """Mail of a kind to one person, or word of a place; with neither, mail of every kind that comes together.

    Of a place all word, or with `followed` only what comes because they follow it.
    """

    person_id: int
    kind: Kind | None = None
    place: Place | None = None
    key: str = ""
    followed: bool = False


@dataclass(frozen=True)
class Before:
    """How it was before somebody's mail was stopped: what a press brings back."""

    person_id: int
    kinds: tuple[tuple[Kind, Frequency], ...] = ()
    place: Place | None = None
    key: str = ""
    muted: bool | None = None  # None: neither followed nor silenced


def stop_token(stop: Stop) -> str:
    what = (
        f"kind {stop.kind}"
        if stop.kind
        else f"{_PLACES[stop.followed]} {stop.place} {stop.key}"
        if stop.place
        else "all of it"
    )
    return seal_alike(_PURPOSE, f"{stop.person_id} {what}")


def stop_address(stop: Stop) -> str:
    """The page with one button, which a program of mail may also post to (RFC 8058)."""
    return absolute(f"/mail/stop/{stop_token(stop)}")


def read_token(token: str) -> Stop | None:
    """None for one that this site never made."""
    try:
        person, which, rest = unseal_alike(_PURPOSE, token).split(" ", 2)
        if which == "kind":
            return Stop(int(person), kind=Kind(rest))
        if which == "all":
            return Stop(int(person))
        place, _, key = rest.partition(" ")
        return Stop(int(person), place=Place(place), key=key, followed=_PLACES.index(which) == 1)
    except (Broken, ValueError):
        return None


def again_token(before: Before) -> str:
    said = [before.person_id, before.kinds, before.place, before.key, before.muted]
    return seal_alike(_AGAIN, json.dumps(said))


def read_again(token: str) -> Before | None:
    """None for one that this site never made."""
    try:
        person, kinds, place, key, muted = json.loads(unseal_alike(_AGAIN, token))
    except (Broken, ValueError):
        return None
    was = tuple((Kind(kind), Frequency(mail)) for kind, mail in kinds)
    return Before(person, was, Place(place) if place else None, key, muted)
