"""What is answered. The classes say it twice: to the code, and by their schema to whoever writes a program."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """An answer. Its schema names every field that there is."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Problem(Shape):
    """Why something was not done (RFC 9457)."""

    title: str
    status: int
    detail: str
    """The sentence for the person: what is wrong, and what to do about it."""
    field: str | None = None
    """What of the request it is about."""
    reference: str | None = None
    """What ties a fault of the site to its log."""


class Person(Shape):
    """Who speaks, as all readers are shown them."""

    handle: str
    name: str
    badge: str | None
    initials: str
    colour: int
    """Of the round mark: 0 to 5."""
    url: str


class Article(Shape):
    """What a discussion hangs on."""

    id: str
    slug: str
    key: str | None
    """The site's own key of it."""
    address: str | None
    """Where the article stands."""
    title: str
    url: str
    """Where its discussion stands on this site."""
    comment_count: int
    version: int
    """Moves with whatever readers can see of the discussion."""
    closed: str | None
    """Why nobody can comment; null while everybody can."""
    follows: bool | None
    """Of who is signed in: true when they follow it, false when they have silenced it."""


class Standing(StrEnum):
    """How a comment stands to who asks."""

    PUBLIC = "public"
    WAITING = "waiting"
    REJECTED = "rejected"
    REMOVED = "removed"
    DELETED = "deleted"


class May(Shape):
    """What who asks may do to a comment."""

    reply: bool
    edit: bool
    delete: bool
    recommend: bool
    report: bool


class Comment(Shape):
    """A comment in its place; without words and author it is a tombstone, which keeps the place of its replies."""

    id: str
    article: str
    parent: str | None
    url: str
    standing: Standing
    notice: str | None
    """Of what is not public: the sentence that stands in its place, or above it for its author."""
    author: Person | None
    body_html: str | None
    """The words as they are shown: sanitised, with `details` around spoilers."""
    body: str | None
    """The words as they were typed; for their author alone."""
    created_at: datetime | None
    edited_at: datetime | None
    """Set by edits that readers are told of."""
    recommend_count: int
    reply_count: int
    """Direct replies that everybody is shown."""
    is_picked: bool
    is_pinned: bool
    is_locked: bool
    is_own: bool
    is_recommended: bool
    """By who asks."""
    is_muted: bool
    """Who asks has muted its author: fold it away."""
    may: May


class Placed(Comment):
    """A comment of a page, with its place in the tree."""

    level: int
    """Of indentation, 0 to 4; deeper replies stand flat at the last one."""
    more: int
    """Replies to it that this page leaves out."""
    has_more: bool
    """Whether it leaves any out: they are `?parent=` this comment."""
    after: str | None
    """The cursor of those, when some are on this page."""


class Comments(Shape):
    """A page of comments in reading order: parents stand before their replies."""

    comments: list[Placed]
    next: str | None
    """The cursor of the next page."""


class Preview(Shape):
    """Words as they would be shown."""

    body_html: str


class Counts(Shape):
    """By what was asked for, how many comments everybody can read; what is not discussed is left out."""

    counts: dict[str, int]


class Latest(Shape):
    """A comment that was just said."""

    id: str
    parent: str | None


class Live(Shape):
    """What has happened in a discussion."""

    version: int
    count: int
    latest: list[Latest]
    """The newest public comments, at most 20, the newest first."""
