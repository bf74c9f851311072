"""The public log as a feed."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from forum.syndication.atom import BEGINNING, Entry, Feed, Person, as_atom, tag
from forum.transparency.listing import Done
from forum.web.jinja import day
from forum.web.seals import stamp
from forum.web.site import absolute, settings

PATH = "/moderation/log"


def feed_of_log(shown: Sequence[Done]) -> bytes:
    title = f"What moderators did – {settings().site_name}"
    return as_atom(
        Feed(tag(BEGINNING, "log"), title, absolute(f"{PATH}.atom"), absolute(PATH), [_entry(one) for one in shown])
    )


def sentence(one: Done) -> str:
    """All that is told, in one line."""
    ground = f"Ground: {one.ground}" if one.ground else None
    parts = (f"{one.what} on {day(one.day)}", ground, one.found, f"By {one.by}" if one.by else None)
    return ". ".join(part for part in parts if part) + "."


def _entry(one: Done) -> Entry:
    return Entry(
        # Its own number would say when exactly it was done.
        id=tag(one.day, stamp("public log", str(one.id)).hex()[:26]),
        title=f"{one.what}: {one.title}" if one.title else one.what,
        updated=_moment(one.day),
        address=absolute(f"/articles/{one.slug}" if one.slug else PATH),
        author=Person(one.by) if one.by else None,
        summary=sentence(one),
    )


def _moment(on: date) -> datetime:
    """When the day began: when exactly it was done is not told."""
    return datetime(on.year, on.month, on.day, tzinfo=UTC)
