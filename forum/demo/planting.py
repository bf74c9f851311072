"""Planting the demonstration: its articles, its people and all they say, by the same verbs as everybody's.

Whatever happened stands in the files (see `script`) with its minute; it happens again here, in that order, with the
clock stopped at each moment. So counters, ranks, tombstones and histories are what the verbs make of them.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from forum import clock
from forum.accounts.addresses import email_key
from forum.accounts.models import Account, Role
from forum.accounts.queries import handles_of
from forum.articles.queries import article_to_change
from forum.articles.registry import add_article
from forum.db import db
from forum.demo import playing, script
from forum.demo.playing import Stage
from forum.demo.script import Entry, Line, Scene
from forum.demo.sign_ins import address_of
from forum.demo.word import fill_inboxes
from forum.discussion.deleting import erase_deleted
from forum.discussion.permissions import UNDO
from forum.errors import Conflict
from forum.outbox.record import without_consequences

# How long after a comment, and after one another, people recommend it.
RECOMMEND_EVERY = 3
# How long what waits or looks suspicious is in that state: nobody has recommended or answered it by then.
DECIDED_AFTER = 2


@dataclass(frozen=True)
class Step:
    """One thing that happens, and when."""

    at: datetime
    happens: Callable[[], object]

    def take(self) -> None:
        with clock.stopped_at(self.at), without_consequences():
            self.happens()


def set_stage() -> list[Step]:
    """The articles and their people, planted; returns what is still to happen, in the order of time.

    Conflict when somebody here already goes by one of the names.
    """
    scenes = script.scenes()
    opening = scenes[0].published
    people = {entry["handle"]: _person(entry, opening, number) for number, entry in enumerate(script.people(), 1)}
    taken = handles_of(people)
    if taken:
        raise Conflict(
            f"Somebody here goes by @{min(taken)} already, as one of the demonstration's people does. "
            "Plant it in a data folder of its own: set FORUM_DATA_DIR."
        )
    db.session.add_all(people.values())
    stages = [(scene, _stage(scene, people)) for scene in scenes]
    steps = [step for scene, stage in stages for line in scene.lines() for step in _steps(stage, line)]
    steps.sort(key=lambda step: step.at)
    # What was deleted last is erased as well: nobody is about to undo it.
    afterwards = steps[-1].at + 2 * UNDO
    places = [stage.article.id for _, stage in stages]
    return [*steps, Step(afterwards, erase_deleted), Step(afterwards, partial(fill_inboxes, places))]


def _person(entry: Entry, opening: datetime, number: int) -> Account:
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
        created_at=opening - timedelta(days=30 * number),
    )


def _stage(scene: Scene, people: Mapping[str, Account]) -> Stage:
    with clock.stopped_at(scene.published):
        article, _ = add_article(scene.manuscript, scene.slug)
    return Stage(article_to_change(article.id), people, {})


def _steps(stage: Stage, line: Line) -> Iterator[Step]:
    """All that happens to one comment."""
    yield Step(line.minute(0), partial(playing.post, stage, line))
    if line.state in playing.SOON:
        yield Step(line.minute(DECIDED_AFTER), partial(playing.SOON[line.state], stage, line))
    if edited := line.said.get("edited"):
        yield Step(line.minute(edited["minutes"]), partial(playing.edit, stage, line))
    handles = _recommending(stage, line)
    for nth, handle in enumerate(handles, 1):
        yield Step(line.minute(RECOMMEND_EVERY * nth), partial(playing.praise, stage, line, handle))
    if line.state in playing.AT_LAST:
        # What is taken away is taken away when all has been said and done about it: nobody answers a tombstone.
        answers = (reply["minutes"] - line.said["minutes"] for reply in line.said.get("replies", ()))
        last = max([*answers, RECOMMEND_EVERY * len(handles)]) + 1
        yield Step(line.minute(last), partial(playing.AT_LAST[line.state], stage, line))


def _recommending(stage: Stage, line: Line) -> list[str]:
    """Who recommends it: those whom the file names, or as many as it says, beginning with somebody else each time."""
    named = line.said.get("recommends", ())
    if not isinstance(named, int):
        return list(named)
    others = [handle for handle in stage.people if handle != line.said["by"]]
    first = line.number % len(others)
    return [*others[first:], *others[:first]][:named]
