"""The public log as a feed (Atom, RFC 4287)."""

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from forum.transparency.listing import Done
from forum.web.jinja import day, iso
from forum.web.seals import stamp
from forum.web.site import absolute, settings

ATOM = "http://www.w3.org/2005/Atom"
PATH = "/moderation/log"
# Of a feed without entries.
_NEVER = date(2020, 1, 1)
# Not even escaped.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Xml.register_namespace("", ATOM)


def as_atom(shown: Sequence[Done]) -> bytes:
    feed = Xml.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", absolute(f"{PATH}.atom"))
    _add(feed, "title", f"What moderators did – {settings().site_name}")
    _add(feed, "updated", _moment(max((one.day for one in shown), default=_NEVER)))
    _link(feed, absolute(f"{PATH}.atom"), rel="self")
    _link(feed, absolute(PATH))
    _add(_add(feed, "author"), "name", settings().site_name)
    for one in shown:
        _entry(_add(feed, "entry"), one)
    spelled: bytes = Xml.tostring(feed, encoding="utf-8", xml_declaration=True)
    return spelled


def sentence(one: Done) -> str:
    """All that is told, in one line."""
    ground = f"Ground: {one.ground}" if one.ground else None
    parts = (f"{one.what} on {day(one.day)}", ground, one.found, f"By {one.by}" if one.by else None)
    return ". ".join(part for part in parts if part) + "."


def _entry(entry: Xml.Element, one: Done) -> None:
    # A tag (RFC 4151) names it as long as the site's key stays. Its own number would say when exactly it was done.
    name = stamp("public log", str(one.id)).hex()[:26]
    _add(entry, "id", f"tag:{urlsplit(settings().base_url).hostname},{one.day.isoformat()}:{name}")
    _add(entry, "title", f"{one.what}: {one.title}" if one.title else one.what)
    _add(entry, "updated", _moment(one.day))
    _link(entry, absolute(f"/articles/{one.slug}" if one.slug else PATH))
    _add(entry, "summary", sentence(one))
    if one.by:
        _add(_add(entry, "author"), "name", one.by)


def _moment(on: date) -> str:
    """When the day began: when exactly it was done is not told."""
    return iso(datetime(on.year, on.month, on.day, tzinfo=UTC))


def _add(parent: Xml.Element, name: str, words: str | None = None) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = _NOT_IN_XML.sub("", words) if words is not None else None
    return child


def _link(parent: Xml.Element, address: str, **more: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}link", {"href": address, **more})
