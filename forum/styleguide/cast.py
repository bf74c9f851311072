"""Who speaks in the specimens, and about what: rows that are in no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from forum.accounts.models import Account, Role
from forum.articles.models import Article, Openness
from forum.discussion.models import Comment, State
from forum.discussion.ranking import Sort
from forum.discussion.reading import Marks, Page
from forum.discussion.tree import Node
from forum.markup.render import RENDER_VERSION, to_html

# The page stands still here, so that two looks at it can be compared.
NOW = datetime(2026, 3, 4, 18, 30, tzinfo=UTC)
NO_MARKS = Marks(recommended=frozenset(), muted=frozenset())


@dataclass(frozen=True)
class Specimen:
    """A component in one state, as `viewer` sees it; `name` stands in its address."""

    name: str
    title: str
    when: str  # one sentence: when it appears
    viewer: Account | None

    @property
    def eyes(self) -> str:
        if self.viewer is None:
            return "anybody"
        return "a moderator" if self.viewer.is_staff else self.viewer.display_name


def number(name: str) -> int:
    """The same id for the same name each time, of the 63 bits that an id has."""
    return int.from_bytes(sha256(name.encode()).digest()[:8], "big") >> 1


def _person(handle: str, name: str, role: Role = Role.READER, badge: str | None = None) -> Account:
    return Account(
        id=number(handle),
        handle=handle,
        email=f"{handle}@example.org",
        display_name=name,
        role=role,
        badge=badge,
        bio="",
        created_at=NOW - timedelta(days=400),
    )


ADA = _person("ada-okafor", "Ada Okafor")
MARISOL = _person("marisol-vega", "Marisol Vega")
JO = _person("jo-reyes", "Jo Reyes", badge="Ironwake writer")
SAM = _person("sam-lindqvist", "Sam Lindqvist", Role.MODERATOR, badge="Moderator")
DON = _person("don-t", "Don T.")
LEILA = _person("leila-hassan", "ليلى حسن")
MAXIMILIANA = _person("maximiliana", "Maximiliana-Alexandra von und zu Hohenlohe-Weikersheim III")
WARNED = _person("hal-brook", "Hal Brook")
WARNED.warned_at = NOW - timedelta(days=3)
PEOPLE = {person.handle: person.handle for person in (ADA, MARISOL, JO, SAM, DON, LEILA, MAXIMILIANA)}


def article(slug: str, title: str, **columns: Any) -> Article:
    return Article(
        id=number(slug),
        slug=slug,
        title=title,
        listed_on=NOW.date(),
        render_version=RENDER_VERSION,
        created_at=NOW - timedelta(days=2),
        section=None,
        **{"state": Openness.OPEN, "comment_count": 0, "version": 1} | columns,
    )


IRONWAKE = article(
    "specimen-ironwake",
    "Will Ironwake get a season 2? Here is what we know",
    section_name="Television",
    standfirst="The finale left three threads hanging. With filming slots booked, we look at the evidence.",
    byline="Mara Lind",
    dated="2026-03-02",
    comment_count=48,
    body_html=to_html("The lighthouse was *lit* in the first shot.\n\n> And dark in the last.", {}),
)
QUIET = article("specimen-quiet", "What the harbour sounded like", prompt="Which scene did you hear before you saw it?")
CLOSED = article("specimen-closed", "The pilot, a year on", closes_at=NOW - timedelta(days=91))


def said(name: str, by: Account, source: str, **columns: Any) -> Comment:
    """A comment that `by` made two hours ago; its words become HTML as everybody's do."""
    defaults = {
        "created_at": NOW - timedelta(hours=2),
        "state": State.LIVE,
        "version": 1,
        "revision": 1,
        "report_count": 0,
        "recommend_count": 0,
        "reply_count": 0,
        "depth": 0,
        "article": IRONWAKE,
    }
    return Comment(
        id=number(name),
        author_id=by.id,
        author=by,
        body_source=source,
        body_html=to_html(source, PEOPLE),
        render_version=RENDER_VERSION,
        **defaults | columns,
    )


def page_of(nodes: Sequence[Node]) -> Page:
    """A page that is not the last one."""
    return Page(nodes=nodes, sort=Sort.BEST, next_cursor=f"4~{'0' * 13}", comments=[], people={})
