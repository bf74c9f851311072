"""Names that nobody is given: pure."""

import re
from collections.abc import Iterable
from functools import cache

from python_usernames.reserved_words import get_reserved_words

from forum.accounts.lookalikes import first_glance, skeleton

# Names that would pass for the site itself or its staff.
STAFF = frozenset(
    [
        "admin",
        "administrator",
        "admins",
        "anonymous",
        "deleted",
        "editor",
        "editors",
        "everyone",
        "forum",
        "help",
        "mod",
        "moderation",
        "moderator",
        "moderators",
        "mods",
        "newsroom",
        "nobody",
        "null",
        "official",
        "owner",
        "postmaster",
        "root",
        "security",
        "staff",
        "support",
        "system",
        "team",
        "undefined",
        "webmaster",
    ]
)
# What makes no other name of one of these: The Admin, Site-Moderator, Our Team.
AROUND = ("the", "our", "site", "comment", "comments", "member", "members")
# Whoever left goes by a handle that begins so; nobody else seems to have left.
LEFT = "deleted-"
_NUMBER_BEHIND = re.compile(r"[\W\d_]+\Z")


def passes_for_staff(name: str) -> bool:
    """Whether a name would be read as that of the site or of a part it plays: `adm1n`, `The Moderators`, `admin-2`."""
    readings = (name, _NUMBER_BEHIND.sub("", name))
    return any(_staff_names().fullmatch(first_glance(reading)) for reading in readings)


def is_kept_back(handle: str, kept: Iterable[str] = ()) -> bool:
    """Whether a handle is, or looks like, a word of addresses and protocols, a coarse one, or one of `kept`."""
    glance = first_glance(handle)
    kept_words = {first_glance(word) for word in kept}
    return skeleton(handle).startswith(skeleton(LEFT)) or glance in _common_words() or glance in kept_words


@cache
def _staff_names() -> re.Pattern[str]:
    staff, around = ("|".join(sorted(map(first_glance, words))) for words in (STAFF, AROUND))
    return re.compile(f"(?:{around})*(?:{staff})(?:{staff}|{around})*")


@cache
def _common_words() -> frozenset[str]:
    return frozenset(map(first_glance, get_reserved_words()))
