"""What was decided in each week: how many, how fast, and how much of it was overturned."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, cast, exists, extract, func, or_, select
from sqlalchemy.orm import aliased

from forum import clock
from forum.db import BigInt, db
from forum.discussion.counting import HEAD_START
from forum.discussion.models import WAITING, Comment, State
from forum.discussion.reports import Report
from forum.measures.weeks import since, week_of
from forum.moderation.models import Decision, Verb
from forum.statements.models import Appeal, AppealOutcome, Statement

LETS_STAND = (Verb.APPROVE, Verb.TRUST)
TAKES_AWAY = (Verb.REJECT, Verb.REMOVE, Verb.REMOVE_ALL)
# What settles whether a comment stands; a pin or a pick does not.
SETTLED = LETS_STAND + TAKES_AWAY
# The latest comments of the twelve weeks that are counted: more tell nothing more, and take seconds to read.
MOST_COMMENTS = 100_000


@dataclass(frozen=True)
class Made:
    decided: int
    overturned: int  # reversed, or an appeal against it was upheld


@dataclass(frozen=True)
class Took:
    """From when a comment began to wait until somebody decided, in seconds."""

    decided: int
    half: int  # so many were decided no later: the 50th percentile
    most: int  # the 90th


@dataclass(frozen=True)
class Posted:
    comments: int
    needed: int  # waited for somebody to decide, or were reported


def standing(*columns: Any) -> Select[Any]:
    """Of the decisions that settled something in these weeks; what was undone at once was a slip, and never stood."""
    return select(*columns).where(since(Decision.id, clock.now()), Decision.verb.in_(SETTLED), ~_is_slip(Decision))


def made() -> Mapping[int, Made]:
    """By the week of the decision, whenever it was overturned."""
    week = week_of(Decision.id, clock.now()).label("week")
    later = aliased(Decision)
    reversed_since = exists().where(later.of_id == Decision.id, later.verb == Verb.REVERSE, ~_is_slip(later))
    upheld = exists().where(
        Statement.decision_id == Decision.id,
        Appeal.statement_id == Statement.id,
        Appeal.outcome == AppealOutcome.UPHELD,
    )
    overturned = func.sum(case((or_(reversed_since, upheld), 1), else_=0))
    rows = db.session.execute(standing(week, func.count(), overturned).group_by(week))
    return {int(row[0]): Made(row[1], row[2]) for row in rows}


def took() -> Mapping[int, Took]:
    """By window functions, the same on both databases: the nearest rank in each week, of all decisions there.

    What nobody waited for is left out, and so is a comment that has come to wait again since: when it first did is no
    longer known.
    """
    week = week_of(Decision.id, clock.now()).label("week")
    seconds = _seconds_waited().label("seconds")
    waited = standing(week, seconds).join(Comment, Comment.id == Decision.comment_id).where(seconds >= 0).subquery()
    ranked = select(
        waited.c.week,
        waited.c.seconds,
        func.row_number().over(partition_by=waited.c.week, order_by=waited.c.seconds).label("place"),
        func.count().over(partition_by=waited.c.week).label("among"),
    ).subquery()
    half, most = (
        func.min(case((ranked.c.place * 100 >= ranked.c.among * percent, ranked.c.seconds))) for percent in (50, 90)
    )
    rows = db.session.execute(select(ranked.c.week, func.max(ranked.c.among), half, most).group_by(ranked.c.week))
    return {int(row[0]): Took(*row[1:]) for row in rows}


def posted() -> Mapping[int, Posted]:
    """By the week in which they were written; of the latest `MOST_COMMENTS`."""
    now = clock.now()
    latest = select(Comment.id, Comment.due_at).where(since(Comment.id, now), Comment.state != State.UNCONFIRMED)
    within = aliased(Comment, latest.order_by(Comment.id.desc()).limit(MOST_COMMENTS).subquery())
    week = week_of(within.id, now).label("week")
    rows = db.session.execute(select(week, func.count(), func.count(within.due_at)).group_by(week))
    return {int(row[0]): Posted(row[1], row[2]) for row in rows}


def _is_slip(decision: type[Decision]) -> ColumnElement[bool]:
    """Whether it was undone at once."""
    undone = aliased(Decision)
    return exists().where(undone.of_id == decision.id, undone.verb == Verb.UNDO)


def _seconds_waited() -> ColumnElement[int]:
    """None where nobody waited. What a comment has a head start of in the queue, it did not wait."""
    suspected = int(HEAD_START[State.SUSPECTED].total_seconds())
    reported = select(func.min(Report.created_at)).where(Report.decision_id == Decision.id).scalar_subquery()
    due = _epoch(Comment.due_at) + case((Decision.state_before == State.SUSPECTED, suspected), else_=0)
    held = and_(Decision.state_before.in_(WAITING), Comment.due_at.is_not(None))
    return _epoch(Decision.created_at) - case((held, due), else_=_epoch(reported))


def _epoch(moment: Any) -> ColumnElement[int]:
    """Whole seconds, on both databases: PostgreSQL would round what SQLite cuts off."""
    whole = func.date_trunc("second", moment) if db.engine.dialect.name == "postgresql" else moment
    return cast(extract("epoch", whole), BigInt)
