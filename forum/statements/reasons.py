"""The reasons that staff share: those of the code, overlaid by what admins changed, added, ordered or switched off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.db import db
from forum.statements.models import Reason

# Each has a key of its own in the queue, 1 to 9; a longer list is not read any more either.
MOST_ENABLED = 9
SEVERITIES: Mapping[int, str] = {1: "Mild", 2: "Serious", 3: "Severe", 4: "Grave"}


@dataclass(frozen=True)
class Shared:
    """A reason as it stands."""

    name: str
    title: str
    public_line: str
    message: str
    severity: int
    is_of_law: bool = False
    enabled: bool = True
    place: int = 0
    version: int = 0  # of the row; without one as its code says


# fmt: off
DEFAULTS: Sequence[Shared] = (
    Shared("attack", "Personal attack", "personal attack",
        "Your comment is aimed at a person rather than at what they said. You may disagree as strongly as you like: "
        "say it again without insults, guesses about who somebody is, or anything only meant to hurt.", 2, place=1),
    Shared("hate", "Hate", "hateful",
        "Your comment runs people down for what they are: their origin, religion, sex, whom they love, a disability. "
        "That has no place here, however it is put.", 4, place=2),
    Shared("spam", "Spam", "spam",
        "Your comment looks like advertising, or is the same thing said in many places. Links are welcome where they "
        "answer somebody or add to the article.", 2, place=3),
    Shared("off-topic", "Off topic", "off topic",
        "Your comment is not about the article, nor about what others said here. It may well belong under another "
        "article.", 1, place=4),
    Shared("spoiler", "Unmarked spoiler", "unmarked spoiler",
        "Your comment gives away what others have yet to see or read. Put such words between two pairs of bars, "
        "||like this||, and they stay hidden until somebody asks for them.", 1, place=5),
    Shared("illegal", "Against the law", "against the law",
        "In our view your comment breaks the law: by a threat, an unfounded accusation against a person, or something "
        "that is not yours to publish.", 4, is_of_law=True, place=6),
)
# fmt: on
DEFAULT_LINES: Mapping[str, str] = {reason.name: reason.public_line for reason in DEFAULTS}


def shared_reasons() -> Sequence[Shared]:
    """All of them, in their order."""
    found = {reason.name: reason for reason in DEFAULTS}
    for row in db.session.scalars(select(Reason)):
        found[row.name] = as_it_stands(row)
    return sorted(found.values(), key=lambda reason: (reason.place, reason.name))


def as_it_stands(row: Reason) -> Shared:
    return Shared(
        row.name,
        row.title,
        row.public_line,
        row.message,
        row.severity,
        row.is_of_law,
        row.enabled,
        row.place,
        row.version,
    )


def enabled_reasons() -> Sequence[Shared]:
    return [reason for reason in shared_reasons() if reason.enabled][:MOST_ENABLED]


def lines() -> Mapping[str, str]:
    """By name the public lines to choose from, in their order."""
    return {reason.name: reason.public_line for reason in enabled_reasons()}


def enabled_reason(name: str) -> Shared | None:
    return next((reason for reason in enabled_reasons() if reason.name == name), None)
