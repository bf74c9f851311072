"""The figures of a year once more, from the lines of the log and their words alone, one after another."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import select

from forum.db import db
from forum.moderation.records import LogEntry, LogText

DECIDED = frozenset(
    [
        "approve",
        "trust",
        "reject",
        "remove",
        "remove-all",
        "spoiler",
        "unspoiler",
        "pick",
        "unpick",
        "pin",
        "unpin",
        "lock",
        "unlock",
        "move",
        "close",
        "reopen",
        "reverse",
    ]
)
MEASURES = ("warn", "hold", "mute", "ban")


@dataclass
class Line:
    """An entry with its words."""

    entry: LogEntry
    words: Mapping[str, Any]
    is_undone: bool = False

    @property
    def year(self) -> int:
        return self.entry.at.year

    @property
    def action(self) -> str | None:
        """What was stated to somebody."""
        if "ground" not in self.words or "unstated" in self.words or self.is_undone or self.entry.kind == "undo":
            return None
        if self.entry.kind in MEASURES:
            return self.entry.kind
        after = self.words["after"]
        return {"rejected": "reject", "removed": "remove"}.get(after.get("state", ""), "spoiler")


def lines() -> Sequence[Line]:
    rows = db.session.execute(select(LogEntry, LogText).join(LogText, LogText.entry_id == LogEntry.id))
    found = [Line(entry, text.words) for entry, text in sorted(rows, key=lambda row: row[0].id)]
    for place, line in enumerate(found):
        if line.entry.kind == "undo":
            about = (line.entry.comment_id, line.entry.article_id)
            next(one for one in reversed(found[:place]) if _is_undone(one, about)).is_undone = True
    return found


def _is_undone(line: Line, about: tuple[int | None, int | None]) -> bool:
    """An undo puts back the last that was decided about the same, since nobody has touched it meanwhile."""
    return line.entry.kind in DECIDED and not line.is_undone and (line.entry.comment_id, line.entry.article_id) == about


def recounted(year: int) -> Mapping[str, Mapping[str, Any]]:
    found = lines()
    stated = [line for line in found if line.year == year and line.action]
    return {
        "actions": Counter(line.action for line in stated),
        "grounds": Counter(line.words["ground"] for line in stated),
        "basis": Counter("law" if line.words.get("law") else "rules" for line in stated),
        "sources": Counter(line.words["source"] for line in stated),
        "automation": Counter("held" if line.words.get("rule") else "none" for line in stated),
        "sanctions": Counter(line.entry.kind for line in found if line.year == year and line.entry.kind in MEASURES),
        "decisions": _decisions([line for line in found if line.year == year]),
        "appeals": _appeals(found, year),
    }


def _decisions(found: Sequence[Line]) -> Mapping[str, tuple[int, int | None]]:
    took = defaultdict[str, list[int | None]](list)
    for line in found:
        if line.entry.kind in DECIDED and not line.is_undone:
            took[line.entry.kind].append(line.words.get("seconds"))
            took["all"].append(line.words.get("seconds"))
    return {kind: (len(each), _middle(each)) for kind, each in took.items()}


def _appeals(found: Sequence[Line], year: int) -> Mapping[str, tuple[int, int | None]]:
    received = [line for line in found if line.entry.kind == "appeal" and line.year == year]
    answers = [line for line in found if line.entry.kind.startswith("appeal-")]
    took = defaultdict[str, list[int]](list)
    for line in answers:
        if line.year == year:
            took[line.entry.kind.removeprefix("appeal-")].append(line.words["seconds"])
    waiting = Counter(_waiting(found))
    return {
        "received": (len(received), None),
        "waiting": (waiting[year], None),
        **{outcome: (len(each), _middle(each)) for outcome, each in took.items()},
    }


def _waiting(found: Sequence[Line]) -> Iterator[int]:
    """The year of each appeal that nobody has answered: an answer is about the same as what it answers."""
    asked = defaultdict[tuple[object, ...], list[int]](list)
    for line in found:
        about = (line.entry.person_id, line.entry.comment_id, line.words.get("of"))
        if line.entry.kind == "appeal":
            asked[about].append(line.year)
        elif line.entry.kind.startswith("appeal-"):
            asked[about].pop(0)
    for years in asked.values():
        yield from years


def _middle(seconds: Sequence[int | None]) -> int | None:
    known = [each for each in seconds if each is not None]
    return int(median(known)) if known else None
