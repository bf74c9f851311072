"""What a moderator searches for: `author:ben rule:many-links has:link older:2d tunnel`.

One language for all of it. The fields of the form are put into it and a kept view is a line of it, so whatever can be
chosen can be typed, linked to and kept.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from forum.discussion.models import State
from forum.errors import Invalid
from forum.screening.rulebook import BY_NAME
from forum.screening.verdict import OUTSIDE

LONGEST = 300
_UNITS: Mapping[str, str] = {"h": "hours", "d": "days", "w": "weeks"}
_STATES = frozenset(State) - {State.UNCONFIRMED, State.DELETED}
# A word, or several in quotation marks, with or without what it is about.
_TOKEN = re.compile(r'(?:(?P<key>[a-z]+):)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')


@dataclass(frozen=True)
class Filter:
    """What to look for; an empty field does not matter."""

    author: str = ""  # a handle
    article: str = ""  # a slug
    section: str = ""
    rule: str = ""
    status: str = ""
    older: str = ""  # "2d"
    has: str = ""
    words: tuple[str, ...] = field(default=())

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "Filter":
        """What was typed, and what was chosen beside it, which counts for more. Invalid says what can be typed."""
        text = form.get("q", "")
        if len(text) > LONGEST:
            raise Invalid(f"Search for at most {LONGEST} characters.", "q")
        found = cls()
        for token in _TOKEN.finditer(text):
            value = token["quoted"] if token["quoted"] is not None else token["plain"]
            found = found.narrowed(token["key"] or "", value)
        for name in _FIELDS:
            found = found.narrowed(name, form[name]) if form.get(name) else found
        return found

    def narrowed(self, name: str, value: str) -> "Filter":
        if not name:
            return replace(self, words=(*self.words, value)) if value else self
        if name not in _FIELDS:
            raise Invalid(f"“{name}:” means nothing here. There are {', '.join(f'{each}:' for each in _FIELDS)}", "q")
        chosen: dict[str, Any] = {name: _FIELDS[name](value.strip())}
        return replace(self, **chosen)

    @property
    def age(self) -> timedelta | None:
        """For how long it waits at least."""
        return timedelta(**{_UNITS[self.older[-1]]: int(self.older[:-1])}) if self.older else None

    def __str__(self) -> str:
        """As one would type it."""
        chosen = [(f"{name}:", getattr(self, name)) for name in _FIELDS if getattr(self, name)]
        return " ".join(f"{key}{_spelled(value)}" for key, value in [*chosen, *(("", word) for word in self.words)])


def _spelled(value: str) -> str:
    return value if re.fullmatch(r'[^\s":]+', value) else f'"{value}"'


def _handle(value: str) -> str:
    return value.removeprefix("@")


def _slug(value: str) -> str:
    return value.rstrip("/").rpartition("/")[2]


def _rule(value: str) -> str:
    if value not in BY_NAME and value != OUTSIDE:
        raise Invalid(f"There is no rule “{value}”. Their names stand beside the rules.", "q")
    return value


def _status(value: str) -> str:
    if value not in _STATES:
        raise Invalid(f"A status is one of {', '.join(sorted(_STATES))}.", "q")
    return value


def _older(value: str) -> str:
    if not re.fullmatch(r"[1-9][0-9]{0,3}[hdw]", value):
        raise Invalid("Type an age as a number of hours, days or weeks: older:2h, older:3d, older:1w.", "q")
    return value


def _has(value: str) -> str:
    if value != "link":
        raise Invalid("“has:” is followed by “link”.", "q")
    return value


_FIELDS: Mapping[str, Callable[[str], str]] = {
    "author": _handle,
    "article": _slug,
    "section": str,
    "rule": _rule,
    "status": _status,
    "older": _older,
    "has": _has,
}
