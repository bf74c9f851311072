"""What the rules' settings are called where staff read them."""

from collections.abc import Mapping

from forum.screening.kind import Kind
from forum.screening.verdict import Ruling

MEANINGS: Mapping[Ruling, str] = {
    Ruling.NOTE: "Goes out, with a note for moderators",
    Ruling.HOLD: "Waits for a moderator",
    Ruling.SUSPECT: "Waits as probable spam",
    Ruling.REFUSE: "Is not taken: its author is told why, and keeps the words",
}
# The same in a list.
SHORT: Mapping[Ruling, str] = {
    Ruling.NOTE: "Noted",
    Ruling.HOLD: "Waits",
    Ruling.SUSPECT: "Waits as spam",
    Ruling.REFUSE: "Not taken",
}
# What a rule would do, and what it does.
WOULD: Mapping[Ruling, str] = {
    Ruling.NOTE: "note",
    Ruling.HOLD: "hold",
    Ruling.SUSPECT: "hold as probable spam",
    Ruling.REFUSE: "refuse",
}
DOES: Mapping[Ruling, str] = {
    Ruling.NOTE: "notes",
    Ruling.HOLD: "holds",
    Ruling.SUSPECT: "holds as probable spam",
    Ruling.REFUSE: "refuses",
}
_LABELS: Mapping[str, str] = {
    "words": "Words and phrases, one a line",
    "patterns": "Patterns, one a line (RE2)",
    "domains": "Domains, one a line; those beneath them count too",
    "least": "At least so many characters",
    "most": "At most so many characters",
    "percent": "From so many per cent in common",
    "hours": "Younger than so many hours",
    "accounts": "From so many accounts",
    "days": "Within so many days",
    "count": "From so many rejected comments",
    "seconds": "Sooner than so many seconds",
}
# By rule and option, where the same option counts something else.
_ELSEWHERE: Mapping[tuple[str, str], str] = {
    ("many-links", "most"): "At most so many links",
    ("first-comments", "count"): "So many comments of a person wait",
}


def label(kind: Kind, option: str) -> str:
    return _ELSEWHERE.get((kind.name, option)) or _LABELS[option]
