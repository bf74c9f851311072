"""A quarter of a year of moderating, made up from a seed, with all its rows at hand to be counted again."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from forum import clock, ids
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import Base, db
from forum.discussion.models import Comment, State
from forum.discussion.reports import Cause, Outcome, Report
from forum.markup.render import RENDER_VERSION
from forum.measures.models import SecondLook
from forum.moderation.models import Decision, Verb
from forum.statements.models import Appeal, AppealOutcome, Source, Statement
from tests.factories import an_article, person

VERBS = [Verb.APPROVE, Verb.TRUST, Verb.REJECT, Verb.REMOVE, Verb.REMOVE_ALL, Verb.PIN]
HEAD_START = timedelta(hours=1)
_Row = TypeVar("_Row", bound=Base)


@dataclass
class History:
    random: Random
    now: datetime
    staff: list[Account]
    author: Account
    article: Article
    comments: list[Comment] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    slips: set[int] = field(default_factory=set)
    overturned: set[int] = field(default_factory=set)
    reports: list[Report] = field(default_factory=list)
    looks: list[SecondLook] = field(default_factory=list)
    waits: dict[int, int] = field(default_factory=dict)  # by decision, in seconds
    made: int = 0

    def id_at(self, moment: datetime) -> int:
        """As if it had been made then."""
        self.made += 1
        return ids.first_of(moment) + self.made


def history_of(seed: int, comments: int = 240, names: str = "sam max eve ada") -> History:
    """The first two moderate, the third is an admin, the fourth writes."""
    sam, mate, eve, ada = names.split()
    staff = [person(sam, Role.MODERATOR), person(mate, Role.MODERATOR), person(eve, Role.ADMIN)]
    now = clock.now().replace(microsecond=0)
    history = History(Random(seed), now, staff, person(ada), an_article(f"written-by-{ada}"))
    for _ in range(comments):
        _live_through(history)
    return history


def _live_through(history: History) -> None:
    random = history.random
    at = history.now - timedelta(seconds=random.randrange(3_600, 15 * 7 * 86_400))
    how = random.choice(["live", "unconfirmed", "held", "suspected", "reported", "held", "reported"])
    comment = _comment(history, at, State(how) if how != "reported" else State.LIVE)
    if how in ("live", "unconfirmed"):
        return
    began = at + timedelta(seconds=random.randrange(0, 3_000))
    comment.due_at = began - HEAD_START if how == "suspected" else began
    if random.random() < 0.1:
        comment.due_at = history.now  # it came to wait again
    decided_at = min(began + timedelta(seconds=int(random.expovariate(1 / 20_000))), history.now)
    verb, before = random.choice(VERBS), comment.state
    comment.state = State.APPROVED
    decision = _decision(history, decided_at, random.choice(history.staff), verb, comment, before)
    if how == "reported":
        _report(history, comment, decision, began)
    if verb != Verb.PIN and (how == "reported" or comment.due_at != history.now):
        history.waits[decision.id] = int((decided_at - began).total_seconds())
    _afterwards(history, decision, comment)


def _afterwards(history: History, decision: Decision, comment: Comment) -> None:
    """Undone, reversed, appealed against, looked at again; or let be."""
    random, after = history.random, min(decision.created_at + timedelta(days=2), history.now)
    what = random.choice(["undo", "reverse", "upheld", "declined", "looked", "", ""])
    if what in ("undo", "reverse"):
        taken_back = _decision(history, after, history.staff[2], Verb(what), comment, comment.state)
        taken_back.of_id = decision.id
        (history.slips if what == "undo" else history.overturned).add(decision.id)
    if what in ("upheld", "declined"):
        _appealed(history, decision, AppealOutcome(what))
    if what == "looked":
        other = next(each for each in history.staff if each.id != decision.by_id)
        look = SecondLook(
            decision_id=decision.id, account_id=other.id, lets_stand=random.random() < 0.5, created_at=after
        )
        history.looks.append(_kept(look))


def _comment(history: History, at: datetime, state: State) -> Comment:
    number = history.id_at(at)
    comment = Comment(
        id=number,
        article_id=history.article.id,
        root_id=number,
        depth=0,
        author_id=history.author.id,
        created_at=at,
        state=state,
        body_source="So.",
        body_html="<p>So.</p>",
        render_version=RENDER_VERSION,
    )
    history.comments.append(_kept(comment))
    return comment


def _decision(history: History, at: datetime, by: Account, verb: Verb, comment: Comment, before: State) -> Decision:
    number = history.id_at(at)
    about = {"comment_id": comment.id, "article_id": comment.article_id, "person_id": comment.author_id}
    decision = Decision(id=number, by_id=by.id, verb=verb, version_seen=1, state_before=before, created_at=at, **about)
    history.decisions.append(_kept(decision))
    return decision


def _report(history: History, comment: Comment, decision: Decision, at: datetime) -> None:
    for number in range(history.random.randrange(1, 3)):
        report = Report(
            id=history.id_at(at),
            comment_id=comment.id,
            revision=1,
            reporter_key=f"{comment.id} {number}",
            cause=Cause.SPAM,
            created_at=at + timedelta(seconds=number),
            outcome=history.random.choice([Outcome.UPHELD, Outcome.DECLINED, Outcome.GONE]),
            settled_at=decision.created_at,
            decision_id=decision.id,
        )
        history.reports.append(_kept(report))


def _appealed(history: History, decision: Decision, outcome: AppealOutcome) -> None:
    statement = Statement(
        id=history.id_at(decision.created_at),
        decision_id=decision.id,
        action=str(decision.verb),
        public_line="spam",
        message="It sells something.",
        source=Source.OWN,
        created_at=decision.created_at,
    )
    _kept(statement)
    _kept(Appeal(statement_id=statement.id, words="Why?", created_at=decision.created_at, outcome=outcome))
    if outcome == AppealOutcome.UPHELD:
        history.overturned.add(decision.id)


def _kept(row: _Row) -> _Row:
    db.session.add(row)
    db.session.flush()
    return row
