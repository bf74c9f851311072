"""Planting the demonstration: its article, its people and all they say, by the same verbs as everybody's.

Whatever happened stands in `comments.yaml` with its minute; it happens again here, in that order, with the clock
stopped at each moment. So counters, ranks, tombstones and histories are what the verbs make of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from importlib.resources import files
from itertools import count
from typing import Any

import yaml

from forum import clock
from forum.accounts.addresses import email_key
from forum.accounts.models import Account, Role
from forum.accounts.queries import handles_of
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.articles.registry import add_article
from forum.config import Hold
from forum.db import db
from forum.demo.sign_ins import address_of
from forum.discussion.editing import delete_comment, edit_comment
from forum.discussion.forms import CommentForm, parse_body
from forum.discussion.models import Comment
from forum.discussion.posting import post_comment
from forum.discussion.recommending import recommend
from forum.errors import Conflict
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Verb

ARTICLE_FILE = "jessica-jones-season-two.md"
FIRST_COMMENT = datetime(2015, 11, 24, 14, 5, tzinfo=UTC)
PUBLISHED = FIRST_COMMENT - timedelta(hours=5)
# How long after a comment, and after one another, people recommend it.
RECOMMEND_EVERY = 3
MODERATOR = "sam"

Entry = Mapping[str, Any]


@dataclass(frozen=True)
class Step:
    """One thing that happens, and when."""

    at: datetime
    happens: Callable[[], object]

    def take(self) -> None:
        with clock.stopped_at(self.at):
            self.happens()


@dataclass(frozen=True)
class Line:
    """A comment of the file, in the order of the file, and the number of the one that it answers."""

    number: int
    parent: int | None
    said: Entry

    def minute(self, minutes: int) -> datetime:
        """So many minutes after the comment was posted."""
        return FIRST_COMMENT + timedelta(minutes=self.said["minutes"] + minutes)


@dataclass(frozen=True)
class Stage:
    """What the steps share: the place, the people, and the row that each line has become."""

    article: Article
    people: Mapping[str, Account]
    comments: dict[int, Comment]


def set_stage() -> list[Step]:
    """The article and its people, planted; returns what is still to happen, in the order of time.

    Conflict when somebody here already goes by one of the names.
    """
    demo = yaml.safe_load(_file("comments.yaml"))
    people = {entry["handle"]: _person(entry, number) for number, entry in enumerate(demo["people"], 1)}
    taken = handles_of(people)
    if taken:
        raise Conflict(
            f"Somebody here goes by @{min(taken)} already, as one of the demonstration's people does. "
            "Plant it in a data folder of its own: set FORUM_DATA_DIR."
        )
    db.session.add_all(people.values())
    with clock.stopped_at(PUBLISHED):
        article, _ = add_article(_file(ARTICLE_FILE), ARTICLE_FILE)
    stage = Stage(article_to_change(article.id), people, {})
    steps = [step for line in _lines(demo["comments"]) for step in _steps(stage, line)]
    return sorted(steps, key=lambda step: step.at)


def _file(name: str) -> str:
    return (files("forum.demo") / name).read_text(encoding="utf-8")


def _person(entry: Entry, number: int) -> Account:
    handle, email = entry["handle"], address_of(entry["handle"])
    return Account(
        handle=handle,
        handle_key=handle.lower(),
        email=email,
        email_key=email_key(email),
        display_name=entry["name"],
        bio=entry.get("bio", ""),
        badge=entry.get("badge"),
        role=Role(entry.get("role", Role.READER)),
        # One joined each month, so that not everybody has been here for the same time.
        created_at=PUBLISHED - timedelta(days=30 * number),
    )


def _lines(entries: Sequence[Entry]) -> Iterator[Line]:
    numbers = count()
    waiting: list[tuple[int | None, Entry]] = [(None, entry) for entry in reversed(entries)]
    while waiting:
        parent, said = waiting.pop()
        line = Line(next(numbers), parent, said)
        yield line
        waiting += [(line.number, reply) for reply in reversed(said.get("replies", ()))]


def _steps(stage: Stage, line: Line) -> Iterator[Step]:
    """All that happens to one comment."""
    yield Step(line.minute(0), partial(_post, stage, line))
    if edited := line.said.get("edited"):
        yield Step(line.minute(edited["minutes"]), partial(_edit, stage, line))
    handles = _recommending(stage, line)
    for nth, handle in enumerate(handles, 1):
        yield Step(line.minute(RECOMMEND_EVERY * nth), partial(_recommend, stage, line, handle))
    # What is taken away is taken away when all has been said and done about it: nobody answers a tombstone.
    answered = max((reply["minutes"] - line.said["minutes"] for reply in line.said.get("replies", ())), default=0)
    last = line.minute(max(answered, RECOMMEND_EVERY * len(handles)) + 1)
    if line.said.get("state") == "deleted":
        yield Step(last, partial(_delete, stage, line))
    if line.said.get("state") == "removed":
        yield Step(last, partial(_remove, stage, line))


def _recommending(stage: Stage, line: Line) -> list[str]:
    """Who recommends it: those whom the file names, or as many as it says, beginning with somebody else each time."""
    named = line.said.get("recommends", ())
    if not isinstance(named, int):
        return list(named)
    others = [handle for handle in stage.people if handle != line.said["by"]]
    first = line.number % len(others)
    return [*others[first:], *others[:first]][:named]


def _post(stage: Stage, line: Line) -> None:
    parent = None if line.parent is None else stage.comments[line.parent]
    form = CommentForm(parse_body(line.said["body"].strip()), parent.id if parent else None, key=None)
    # Whoever has nothing published yet waits: that is what the reason beside a held comment says.
    holds = Hold.FIRST if line.said.get("state") == "held" else Hold.OPEN
    stage.comments[line.number] = post_comment(stage.article, form, _author(stage, line), holds)


def _edit(stage: Stage, line: Line) -> None:
    body = parse_body(line.said["edited"]["body"].strip())
    edit_comment(stage.comments[line.number], body, by=_author(stage, line))


def _recommend(stage: Stage, line: Line, handle: str) -> None:
    recommend(stage.comments[line.number], by=stage.people[handle])


def _delete(stage: Stage, line: Line) -> None:
    delete_comment(stage.comments[line.number], by=_author(stage, line))


def _remove(stage: Stage, line: Line) -> None:
    comment = stage.comments[line.number]
    decide(comment, DecisionForm(Verb.REMOVE, line.said["reason"], comment.version), by=stage.people[MODERATOR])


def _author(stage: Stage, line: Line) -> Account:
    return stage.people[line.said["by"]]
