"""What happened in one year, counted by the database.

A decision that was undone within half a minute is counted as if it had never been: nobody was told of it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from forum.db import db
from forum.discussion.reports import Cause, Report
from forum.moderation.models import Decision, Kind, Sanction, Verb
from forum.statements.models import Appeal, Source, Statement

OWN_WORDS = "own words"
WAITING = "waiting"
_undoing = aliased(Decision)
_STANDS = and_(Decision.verb != Verb.UNDO, ~exists().where(_undoing.of_id == Decision.id, _undoing.verb == Verb.UNDO))


@dataclass(frozen=True)
class Stated:
    """How many statements are alike in all this."""

    action: str
    source: Source
    ground: str
    is_of_law: bool
    was_held: bool  # by a rule, until a person decided
    count: int


@dataclass(frozen=True)
class Settled:
    """What was received and what became of it, each with the seconds that it took at the median."""

    received: int
    waiting: int  # of what was received
    outcomes: Mapping[str, tuple[int, int | None]]


def statements_of(year: int) -> Sequence[Stated]:
    ground, held = func.coalesce(Statement.reason_name, OWN_WORDS), Statement.rule.is_not(None)
    alike = (Statement.action, Statement.source, ground, Statement.is_of_law, held)
    query = select(*alike, func.count()).outerjoin(Decision, Decision.id == Statement.decision_id)
    # Of a sanction there is no decision; it is released, never undone.
    query = query.where(_within(Statement.created_at, year), or_(Decision.id.is_(None), _STANDS))
    return [
        Stated(action, Source(source), ground, bool(of_law), bool(held), count)
        for action, source, ground, of_law, held, count in db.session.execute(query.group_by(*alike))
    ]


def decisions_of(year: int) -> Mapping[str, tuple[int, int | None]]:
    """By verb, how many and the median of the seconds that they had been waited for."""
    within = (_within(Decision.created_at, year), _STANDS)
    counts = db.session.execute(select(Decision.verb, func.count()).where(*within).group_by(Decision.verb)).all()
    waited = select(Decision.waited).where(*within, Decision.waited.is_not(None))
    return {str(verb): (count, _median(waited.where(Decision.verb == verb))) for verb, count in counts}


def waited_in(year: int) -> int | None:
    """The median over all decisions for which somebody waited."""
    return _median(
        select(Decision.waited).where(_within(Decision.created_at, year), _STANDS, Decision.waited.is_not(None))
    )


def notices_of(year: int) -> Settled:
    return _settled(Report, Report.settled_at, Report.cause == Cause.LEGAL, year)


def reports_of(year: int) -> Settled:
    return _settled(Report, Report.settled_at, Report.cause != Cause.LEGAL, year)


def appeals_of(year: int) -> Settled:
    return _settled(Appeal, Appeal.decided_at, Appeal.id.is_not(None), year)


def sanctions_of(year: int) -> Mapping[str, int]:
    kinds = select(Sanction.kind, func.count()).where(_within(Sanction.created_at, year)).group_by(Sanction.kind)
    found = Counter({str(kind): count for kind, count in db.session.execute(kinds)})
    return {str(kind): found[str(kind)] for kind in Kind}


def first_year() -> int | None:
    """Of which there is anything to tell."""
    columns = (Decision.created_at, Report.created_at, Sanction.created_at, Statement.created_at)
    found = [db.session.scalar(select(func.min(column))) for column in columns]
    return min((moment.astimezone(UTC).year for moment in found if moment is not None), default=None)


def _within(column: InstrumentedAttribute[Any], year: int) -> ColumnElement[bool]:
    return and_(column >= datetime(year, 1, 1, tzinfo=UTC), column < datetime(year + 1, 1, 1, tzinfo=UTC))


def _settled(
    table: type[Report] | type[Appeal],
    settled_at: InstrumentedAttribute[datetime | None],
    which: ColumnElement[bool],
    year: int,
) -> Settled:
    """What came in within the year; and what was answered within it, whenever that had come in."""
    came = (_within(table.created_at, year), which)
    received, waiting = db.session.execute(
        select(func.count(), func.count().filter(table.outcome.is_(None))).where(*came)
    ).one()
    took: dict[str, list[float]] = {}
    answered = select(table.outcome, table.created_at, settled_at).where(_within(settled_at, year), which)
    for outcome, since, at in db.session.execute(answered.where(table.outcome.is_not(None))):
        assert at is not None  # noqa: S101 - it lies within the year
        took.setdefault(str(outcome), []).append((at - since).total_seconds())
    return Settled(received, waiting, {name: (len(each), _middle(each)) for name, each in took.items()})


def _median(query: Select[Any]) -> int | None:
    """Of one column of whole numbers; a year has too many decisions to fetch them all."""
    count = db.session.scalar(select(func.count()).select_from(query.subquery())) or 0
    column = query.selected_columns[0]
    around = query.order_by(column).offset((count - 1) // 2).limit(2 - count % 2) if count else None
    return _middle(db.session.scalars(around)) if around is not None else None


def _middle(numbers: Iterable[float]) -> int | None:
    found = list(numbers)
    return int(median(found)) if found else None
