"""What stands on each page of who is signed in: whether there is word for them, and how they take to the article."""

from dataclasses import dataclass

# More than this nobody counts.
MOST = 99


@dataclass(frozen=True)
class Glance:
    """As a page words it. On a page that members share each is a hole."""

    unread: str  # " (3)", beside the link to their notifications
    follow: str  # what the button says
    follow_on: str  # the rest of its class
    follow_then: str  # what it asks for
    silence: str
    silence_on: str
    silence_then: str


def worded(unread: int, muted: bool | None) -> Glance:
    """`muted`: the article is silenced (True), or followed (False), or neither."""
    follows, silences = muted is False, muted is True
    return Glance(
        f" ({unread if unread <= MOST else f'{MOST}+'})" if unread else "",
        "Following" if follows else "Follow",
        " action--on" if follows else "",
        "let-go" if follows else "follow",
        "Silenced" if silences else "Silence",
        " action--on" if silences else "",
        "let-go" if silences else "silence",
    )
