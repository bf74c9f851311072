"""What is answered about who asks: who they are, how they come in, what became of what they did, what they are told."""

from datetime import datetime

from forum.api.shapes import Comment, Shape


class Me(Shape):
    """Who is signed in."""

    handle: str
    name: str
    initials: str
    colour: int
    url: str
    unread: int
    """Notifications, at most 100."""
    may_write: bool
    why_not: str | None
    """The sentence for who may not write for now."""


class Token(Shape):
    """A token, as RFC 6749 spells it."""

    access_token: str
    token_type: str
    expires_in: int
    """Seconds from now."""
    me: Me


class Code(Shape):
    """What was handed over, to be redeemed with the verifier of the challenge that it began with."""

    code: str


class Waiting(Shape):
    """Nothing was handed over yet: ask again in a second or two."""

    waiting: bool = True


class Recommendations(Shape):
    """What became of a recommendation."""

    recommend_count: int
    is_recommended: bool


class Reported(Shape):
    """That a report was received."""

    url: str
    """Where it can be taken back; of who is signed out this address is the only key to it."""


class Following(Shape):
    """Whether somebody follows an article: null when neither followed nor silenced."""

    follows: bool | None


class Notification(Shape):
    """One thing that somebody is told."""

    id: str
    kind: str
    why: str
    """In words: "somebody answered your comment"."""
    created_at: datetime
    is_read: bool
    url: str
    article: str | None
    comment: Comment | None
    """What it is about, when everybody can read it."""


class Notifications(Shape):
    """The newest first."""

    notifications: list[Notification]
    older: str | None
    """What to give as `before` for those before these."""
