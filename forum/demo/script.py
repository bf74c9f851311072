"""What happens in the demonstration, read from its files. Pure, but for reading them.

`people.yaml` has the people, under `people:`

    handle   the name in @mentions and addresses
    name     the display name
    bio      optional, one or two sentences
    badge    optional, what stands beside the name
    role     optional: moderator or admin; without it a reader

`articles/` has a pair of files for each article. `<slug>.md` is the article as `forum article add` takes it, with the
key `demo:<slug>`, by which the demonstration knows it again. `<slug>.yaml` is the discussion under it: `first_comment:`
is the moment of the first comment, and under `comments:` stands what is said, each under the one that it answers.

    by          a handle
    minutes     when, in minutes after the first comment; never before the comment that it answers
    body        Markdown as readers write it, a paragraph on a line: > quotes, @mentions, ||a spoiler||,
                and the block form of it, >! [S1 E8] a spoiler
    recommends  optional: a list of handles, or how many of the people (the author never among them)
    edited      optional: minutes after it was posted, and the body that stands since then
    state       optional. deleted: taken back by its author. removed: taken away by a moderator. held, approved,
                rejected: the first comment of somebody with nothing published, which waits, or waited for so long
                as `planting.DECIDED_AFTER` says. suspected: hidden soon after it was posted, as a filter would
    reason      with removed and rejected the line that is shown in its place, with suspected why
    replies     optional: a list of the same
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import count
from typing import Any

import yaml

KEY = "demo:"
SLUGS = (
    "mad-men-ends-with-a-smile-and-a-jingle",
    "will-jessica-jones-return-before-the-defenders",
    "one-a-week-please",
)
# How long an article has been up when its first comment comes.
UNANSWERED = timedelta(hours=5)
# In C it is ten times as fast; not every installation of PyYAML has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Line:
    """A comment of the file, in the order of the file, and the number of the one that it answers."""

    number: int
    parent: int | None
    said: Entry
    first_comment: datetime

    @property
    def state(self) -> str:
        """What becomes of it in the end."""
        state: str = self.said.get("state", "live")
        return state

    def minute(self, minutes: int) -> datetime:
        """So many minutes after the comment was posted."""
        return self.first_comment + timedelta(minutes=self.said["minutes"] + minutes)


@dataclass(frozen=True)
class Scene:
    """An article and what is said under it."""

    slug: str
    manuscript: str
    first_comment: datetime
    entries: Sequence[Entry]

    @property
    def key(self) -> str:
        return KEY + self.slug

    @property
    def published(self) -> datetime:
        return self.first_comment - UNANSWERED

    def lines(self) -> Iterator[Line]:
        numbers = count()
        waiting: list[tuple[int | None, Entry]] = [(None, entry) for entry in reversed(self.entries)]
        while waiting:
            parent, said = waiting.pop()
            line = Line(next(numbers), parent, said, self.first_comment)
            yield line
            waiting += [(line.number, reply) for reply in reversed(said.get("replies", ()))]


@cache
def people() -> Sequence[Entry]:
    found: Sequence[Entry] = _loaded("people.yaml")["people"]
    return found


@cache
def scenes() -> Sequence[Scene]:
    """All of them, the earliest first."""
    return sorted(map(_scene, SLUGS), key=lambda scene: scene.first_comment)


def _scene(slug: str) -> Scene:
    discussion = _loaded(f"articles/{slug}.yaml")
    return Scene(slug, _read(f"articles/{slug}.md"), discussion["first_comment"], discussion["comments"])


def _loaded(name: str) -> Entry:
    entry: Entry = yaml.load(_read(name), Loader=_LOADER)  # noqa: S506 (the safe loader, in C)
    return entry


def _read(name: str) -> str:
    return files("forum.demo").joinpath(name).read_text(encoding="utf-8")
