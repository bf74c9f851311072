"""Where in the queue somebody is: what every address and form of it carries along."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from forum import ids
from forum.errors import Invalid
from forum.queue.filters import Filter
from forum.queue.finding import Tab


@dataclass(frozen=True)
class Where:
    tab: Tab
    wanted: Filter
    after: str

    @classmethod
    def parse(cls, form: Mapping[str, str]) -> "Where":
        """Invalid says what is wrong with what was typed."""
        return cls(parse_tab(form.get("tab", "")), Filter.parse(form), form.get("after", ""))

    @classmethod
    def carried(cls, form: Mapping[str, str]) -> "Where":
        """The same of a form that does something else, and carries along only where it was sent from (`fields`)."""
        return cls.parse({name: form.get(name, "") for name in ("tab", "q", "after")})

    @property
    def fields(self) -> dict[str, str]:
        """What a form hides to come back here."""
        carried = {"tab": str(self.tab), "q": str(self.wanted), "after": self.after}
        return {name: value for name, value in carried.items() if value and value != Tab.NEEDS}

    def url(self, at: int | None = None, done: int | None = None) -> str:
        """The page, with one comment of it open, and what was just decided."""
        marks = {"at": at, "done": done}
        named: dict[str, Any] = {name: ids.to_text(number) for name, number in marks.items() if number is not None}
        return url_for("queue.queue", **{**self.fields, **named})


def parse_tab(text: str) -> Tab:
    try:
        return Tab(text or Tab.NEEDS)
    except ValueError:
        raise Invalid("There is no such part of the queue. Choose one above.") from None


def id_in(form: Mapping[str, str], name: str) -> int | None:
    """The comment that is named there, if one is."""
    try:
        return ids.from_text(form.get(name, ""))
    except ValueError:
        return None
