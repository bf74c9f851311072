"""Everything that a check may know."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from forum.config import Hold


@dataclass(frozen=True)
class Author:
    """Who says it, as far as it was looked up: what no enabled check needs has its harmless value."""

    by_staff: bool = False
    email: str = ""
    since: datetime | None = None
    trusted: bool = False
    held: bool = False
    muted_until: datetime | None = None
    banned: bool = False
    published: int = 1_000_000  # comments of theirs that everybody can read; counted no further than asked for
    rejections: int = 0  # within the days that the rule names
    said_lately: tuple[str, ...] = ()  # elsewhere, the newest first


@dataclass(frozen=True)
class Place:
    """Where it is to stand."""

    closed: str = ""  # the sentence that says so
    site_holds: Hold = Hold.OPEN
    section_holds: Hold = Hold.OPEN
    article_holds: Hold = Hold.OPEN
    seconds_left: int = 0  # of slow mode


@dataclass(frozen=True)
class Submission:
    """A comment on its way in, with the facts about its author and its place."""

    body: str
    now: datetime
    author: Author = Author()
    place: Place = Place()
    hosts: tuple[str, ...] = ()  # of its links to other sites, one for each link
    new_links: tuple[str, ...] = ()  # of an edit: those that the approved words did not have
    shared_hosts: tuple[str, ...] = ()  # that several new accounts link to
    was_approved: bool = False
    seconds_to_write: int | None = None  # None: nobody knows
    lure_taken: bool = False  # the field was filled that no person sees

    @property
    def author_age(self) -> timedelta | None:
        return None if self.author.since is None else self.now - self.author.since
