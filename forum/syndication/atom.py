"""Atom, as RFC 4287 has it, with the replies of RFC 4685. Pure but for the site's own address."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

from forum.markup.visible import without_directions
from forum.web.jinja import iso
from forum.web.site import absolute, settings

KIND = "application/atom+xml; charset=utf-8"
ATOM, THREAD = "http://www.w3.org/2005/Atom", "http://purl.org/syndication/thread/1.0"
# The attribute that the prefix xml: stands for.
BASE = "{http://www.w3.org/XML/1998/namespace}base"
# Of a feed without entries.
NEVER = datetime(2020, 1, 1, tzinfo=UTC)
# In the names of what is as old as the site.
BEGINNING = date(2020, 1, 1)
# Not even escaped.
_NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
Xml.register_namespace("", ATOM)
Xml.register_namespace("thr", THREAD)


@dataclass(frozen=True)
class Person:
    name: str
    address: str | None = None


@dataclass(frozen=True)
class Answered:
    """What an entry answers: its id, and where it is read."""

    id: str
    address: str


@dataclass(frozen=True)
class Entry:
    """One of a feed; with a `summary` in plain text, or with `html` that `forum.markup` made."""

    id: str
    title: str
    updated: datetime
    address: str
    author: Person | None = None  # None: the feed's
    published: datetime | None = None
    summary: str | None = None
    html: str | None = None
    answers: Answered | None = None


@dataclass(frozen=True)
class Feed:
    """`own` is its address, which may change; `page` is what people read instead."""

    id: str
    title: str
    own: str
    page: str
    entries: Sequence[Entry]


def as_atom(feed: Feed) -> bytes:
    root = Xml.Element(f"{{{ATOM}}}feed")
    _add(root, "id", feed.id)
    _add(root, "title", without_directions(feed.title))
    _add(root, "updated", iso(max((entry.updated for entry in feed.entries), default=NEVER)))
    _link(root, feed.own, rel="self")
    _link(root, feed.page)
    # Whose feed it is, and whose words those are that name nobody.
    _person(root, Person(settings().site_name, settings().base_url))
    for entry in feed.entries:
        _entry(_add(root, "entry"), entry)
    return spelled(root)


def tag(on: date, name: str) -> str:
    """What names something for good, wherever its page may move to (RFC 4151).

    A site that moves to another host keeps the host that it began with by `FORUM_TAG_HOST`: programs know by these
    names what they have shown already.
    """
    host = settings().tag_host or urlsplit(settings().base_url).hostname
    return f"tag:{host},{on.isoformat()}:{name}"


def spelled(root: Xml.Element) -> bytes:
    """The document as it is sent."""
    text: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _entry(element: Xml.Element, entry: Entry) -> None:
    _add(element, "id", entry.id)
    # It stands in a list among others, which no sign in it shall turn around.
    _add(element, "title", without_directions(entry.title))
    _add(element, "updated", iso(entry.updated))
    if entry.published is not None:
        _add(element, "published", iso(entry.published))
    _link(element, entry.address)
    if entry.answers is not None:
        about = {"ref": entry.answers.id, "href": entry.answers.address, "type": "text/html"}
        Xml.SubElement(element, f"{{{THREAD}}}in-reply-to", about)
    if entry.author is not None:
        _person(element, entry.author)
    if entry.summary is not None:
        _add(element, "summary", entry.summary)
    if entry.html is not None:
        content = _add(element, "content", entry.html)
        content.attrib = {"type": "html", BASE: absolute("/")}


def _person(parent: Xml.Element, person: Person) -> None:
    author = _add(parent, "author")
    _add(author, "name", without_directions(person.name))
    if person.address is not None:
        _add(author, "uri", person.address)


def _add(parent: Xml.Element, name: str, words: str | None = None) -> Xml.Element:
    child = Xml.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = _NOT_IN_XML.sub("", words) if words is not None else None
    return child


def _link(parent: Xml.Element, address: str, **more: str) -> None:
    Xml.SubElement(parent, f"{{{ATOM}}}link", {"href": address, **more})
