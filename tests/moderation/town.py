"""A month of talk, with everything that rules go by: who says what when, and what moderators decide about it.

It is carried out by the verbs that readers and moderators use, at its own moments, as often as a test wants it and
under whatever rules count then. What became of each comment the first time becomes of it every time, as if the same
moderators had read it: so only what the rules say differs.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.counting import change_state
from forum.discussion.editing import edit_comment
from forum.discussion.models import PUBLIC, WAITING, Comment, State
from forum.errors import Invalid
from forum.moderation.models import Verb
from forum.moderation.permissions import may_decide
from forum.screening.models import KeptVerdict
from forum.screening.verdict import Ruling
from tests.factories import an_article, decided, person, say

DAYS = 29


@dataclass(frozen=True)
class Line:
    """Something that happens; of an edit or a decision, to which of the comments."""

    at: datetime
    what: str  # "say", "edit", or a verb for what waits and one for what is out
    who: str = ""
    words: str = ""
    to: int = 0


@dataclass
class Outcome:
    """What became of it: by the number of the line, the comment, and each rule's ruling when it was posted."""

    comments: dict[int, Comment] = field(default_factory=dict)
    rulings: dict[int, dict[str, Ruling]] = field(default_factory=dict)
    states: dict[tuple[int, int], State] = field(default_factory=dict)  # by line and by comment
    approved: set[int] = field(default_factory=set)  # by a moderator, and not turned down since

    def acted(self, rule: str, ruling: Ruling) -> set[int]:
        return {number for number, said in self.rulings.items() if said.get(rule) == ruling}


class Town:
    """Its people and its month; the same for the same seed."""

    def __init__(self, begin: datetime, lines: int, seed: int = 7) -> None:
        self.chance = random.Random(seed)
        self.begin = begin
        self.since = {f"p{number}": begin - timedelta(days=100) for number in range(4)}
        self.since |= {f"n{number}": begin + timedelta(days=self.chance.uniform(0, 20)) for number in range(8)}
        self.since |= {"staff": begin - timedelta(days=9), "trusted": begin + timedelta(days=1)}
        self.said: dict[str, list[str]] = {name: [] for name in self.since}
        self.lines: Sequence[Line] = sorted(self._month(lines), key=lambda line: line.at)

    def people(self) -> Mapping[str, Account]:
        found = {}
        for number, (name, since) in enumerate(self.since.items()):
            host = "spam.example" if number % 5 == 4 else "example.org"
            trusted = since if name == "trusted" else None
            role = Role.MODERATOR if name == "staff" else Role.READER
            found[name] = person(name, role, created_at=since, trusted_at=trusted)
            found[name].email = f"{name}@{host}"
        return found

    def _month(self, lines: int) -> Iterator[Line]:
        """Bursts, in which one person says a few things."""
        number = 0
        while number < lines:
            at = self.begin + timedelta(days=self.chance.uniform(0, DAYS))
            who = self.chance.choice([name for name, since in self.since.items() if since <= at])
            for _ in range(self.chance.randint(1, 6)):
                at += timedelta(minutes=self.chance.uniform(1, 90))
                yield Line(at, "say", who, self._words(who, number), number)
                yield from self._afterwards(at, who, number)
                number += 1

    def _afterwards(self, at: datetime, who: str, number: int) -> Iterator[Line]:
        later = at + timedelta(hours=self.chance.choice([0.1, 1, 10, 100]), seconds=self.chance.random())
        if self.chance.random() < 0.4:
            verb = self.chance.choice(["approve reject", "reject remove", "approve approve", "approve remove"])
            yield Line(later, verb, to=number)
        elif self.chance.random() < 0.2:
            yield Line(
                later, "edit", who, f"On second thoughts the {number}th was put badly, and this is better.", number
            )

    def _words(self, who: str, number: int) -> str:
        before, chance = self.said[who], self.chance.random()
        words = f"Number {number} says that the {number}th ferry was late, and that nobody minded it."
        if before and chance < 0.2:
            words = before[-1]
        elif before and chance < 0.35:
            words = f"{before[-1]} Indeed."
        elif chance < 0.65:
            words += "".join(f" https://shop{self.chance.randrange(4)}.example/{n}" for n in range(1 + number % 6))
        elif chance < 0.8:
            words += self.chance.choice([" At the casino.", " At the c4sin0.", " Buy n o w.", " At the ca-si-no!"])
        elif chance < 0.9:
            words = f"Ok {number}."
        before.append(words)
        return words


def carried_out(town: Town, like: Outcome | None = None, article: Article | None = None) -> Outcome:
    """The month, under the rules that count now; each comment comes to stand as in `like`."""
    article, people, found = article or an_article("the-month"), town.people(), Outcome()
    moderator = people["staff"]
    for place, line in enumerate(town.lines):
        with clock.stopped_at(line.at):
            if line.what == "say":
                _say(line, people[line.who], article, found)
            elif line.to in found.comments:
                _afterwards(line, people.get(line.who) or moderator, found)
            db.session.flush()
        comment = found.comments.get(line.to)
        if comment is None:
            continue
        if like is not None and (place, line.to) in like.states and comment.state != like.states[place, line.to]:
            change_state(comment, like.states[place, line.to], "as it was")
        found.states[place, line.to] = comment.state
    db.session.commit()
    return found


def _say(line: Line, by: Account, article: Article, found: Outcome) -> None:
    """What is refused is noted by its rule's sentence alone, so the only rule that may refuse here is told apart."""
    try:
        comment = say(by, article, line.words)
    except Invalid:
        found.rulings[line.to] = {"refused": Ruling.REFUSE}
        return
    verdicts = select(KeptVerdict.rule, KeptVerdict.ruling).where(KeptVerdict.comment_id == comment.id)
    found.comments[line.to] = comment
    found.rulings[line.to] = {rule: Ruling(ruling) for rule, ruling in db.session.execute(verdicts)}


def _afterwards(line: Line, by: Account, found: Outcome) -> None:
    comment = found.comments[line.to]
    if line.what == "edit":
        if comment.state in PUBLIC:  # of an edit while it waits nothing is kept
            edit_comment(comment, line.words, by, Hold.OPEN)
        return
    waits, out = line.what.split()
    verb = Verb(waits if comment.state in WAITING else out)
    if may_decide(by, comment, verb):
        decided(comment, verb, by)
        found.approved = found.approved | {line.to} if verb == Verb.APPROVE else found.approved - {line.to}
