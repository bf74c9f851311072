"""What somebody is told, and how they choose it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from forum.discussion.glance import worded
from forum.discussion.models import Comment, State
from forum.markup.excerpt import excerpt
from forum.notifications.followed import Followed
from forum.notifications.inbox import Item
from forum.notifications.kinds import ALWAYS_TOLD, KINDS, Manner
from forum.notifications.models import Following, Frequency, Kind, Notification, Place
from forum.notifications.routes.blueprint import FREQUENCIES
from forum.styleguide.cast import ADA, IRONWAKE, JO, LEILA, NOW, number, said

GLANCE = worded(3, None)


def _told(kind: Kind, comment: Comment | None = None, is_read: bool = False, statement: int | None = None) -> Item:
    at = NOW - timedelta(hours=1)
    row = Notification(
        id=number(f"told-{kind}"),
        person_id=ADA.id,
        kind=kind,
        reasons=[kind],
        created_at=at,
        read_at=at if is_read else None,
        statement_id=statement,
    )
    return Item(row, comment, IRONWAKE if comment else None)


_ANSWER = said("told-answer", JO, "Four, if you count the lighthouse. ||It sinks.|| They would not have paid for it.")
_REFUSED = said("told-refused", ADA, "Is it winter yet?", state=State.REMOVED)
_FOLLOWED = Following(person_id=ADA.id, place=Place.ARTICLE, key="specimen", muted=False)
FULL: Mapping[str, Any] = {
    "lines": [
        _told(Kind.REPLY, _ANSWER),
        _told(Kind.PERSON, said("told-person", LEILA, "أين المنارة؟"), is_read=True),
        _told(Kind.PICKED, said("told-picked", ADA, "The lighthouse was lit in the first shot."), is_read=True),
        _told(Kind.NOT_PUBLISHED, _REFUSED, statement=number("statement")),
    ],
    "manners": {
        Kind.REPLY: Manner(True, Frequency.AT_ONCE),
        Kind.SECTION: Manner(False, Frequency.WEEKLY),
        Kind.APPEAL: Manner(True, Frequency.NEVER),
    },
    "followed": Followed(_FOLLOWED, IRONWAKE),
    "kinds": KINDS,
    "always_told": ALWAYS_TOLD,
    "frequencies": FREQUENCIES,
    "excerpt": excerpt,
}
