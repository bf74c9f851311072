"""What became of reports, and how often a second look agrees."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import case, func, select

from forum import clock
from forum.db import db
from forum.discussion.reports import Outcome, Report
from forum.measures.deciding import LETS_STAND
from forum.measures.models import SecondLook
from forum.measures.weeks import since, week_of
from forum.moderation.models import Decision


@dataclass(frozen=True)
class Answered:
    upheld: int
    declined: int


@dataclass(frozen=True)
class Agreed:
    same: int
    otherwise: int


def reports_answered() -> Mapping[int, Answered]:
    """By the week in which somebody decided; mere disagreement and what was gone is nobody's decision."""
    now = clock.now()
    week = week_of(Decision.id, now).label("week")
    upheld, declined = (func.sum(case((Report.outcome == each, 1), else_=0)) for each in _DECIDED)
    decided = select(week, upheld, declined).join(Decision, Decision.id == Report.decision_id)
    rows = db.session.execute(decided.where(since(Decision.id, now), Report.outcome.in_(_DECIDED)).group_by(week))
    return {int(row[0]): Answered(row[1], row[2]) for row in rows}


def second_looks() -> Mapping[int, Agreed]:
    """By the week of the decision that was looked at again: whether it falls on the same side."""
    now = clock.now()
    week = week_of(Decision.id, now).label("week")
    stood = case((Decision.verb.in_(LETS_STAND), 1), else_=0)
    would = case((SecondLook.lets_stand, 1), else_=0)
    same, otherwise = (func.sum(case((fits, 1), else_=0)) for fits in (stood == would, stood != would))
    looked = select(week, same, otherwise).join(Decision, Decision.id == SecondLook.decision_id)
    rows = db.session.execute(looked.where(since(Decision.id, now)).group_by(week))
    return {int(row[0]): Agreed(row[1], row[2]) for row in rows}


_DECIDED = (Outcome.UPHELD, Outcome.DECLINED)
