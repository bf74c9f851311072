"""The page of measures: each figure with its sentence, its chart and its table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forum import clock
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.errors import require
from forum.measures.answers import reports_answered, second_looks
from forum.measures.charts import bars, line, nothing
from forum.measures.deciding import made, posted, took
from forum.measures.loads import Load, loads
from forum.measures.scales import COUNT, PERCENT, TIME, percent
from forum.measures.shapes import Chart, Series
from forum.measures.waiting import Waiting, waiting
from forum.measures.weeks import weeks

# A share of fewer says more about chance than about anybody.
FEWEST = 5


@dataclass(frozen=True)
class Measures:
    waiting: Waiting | None
    charts: Sequence[Chart]
    loads: Sequence[Load]
    weeks: Sequence[datetime]


def measures_for(by: Account) -> Measures:
    """For whoever moderates; of what each carries only what is theirs to see."""
    require(may_moderate(by))
    began, carried = weeks(clock.now()), loads(by)
    charts = [_times(began), _needed(began), _overturned(began), _reports(began), _agreement(began)]
    own = next((load for load in carried if load.account_id == by.id), None)
    return Measures(waiting(), [*charts, _own_load(began, own)], carried if by.is_admin else [], began)


def _times(began: Sequence[datetime]) -> Chart:
    found, name, title = took(), "times", "Time to decision"
    count = sum(each.decided for each in found.values())
    if count < FEWEST:
        return nothing(name, title, "From when a comment began to wait.", began, TIME, _too_few("decisions"))
    said = "From when a comment began to wait: half were decided within the lower line, nine in ten within the upper."
    series = [
        Series("half", _each(found, lambda each: each.half)),
        Series("9 in 10", _each(found, lambda each: each.most)),
    ]
    return line(name, title, said, series, began, TIME)


def _needed(began: Sequence[datetime]) -> Chart:
    found, name, title = posted(), "needed", "Comments that needed a person"
    total, needed = sum(each.comments for each in found.values()), sum(each.needed for each in found.values())
    if total < FEWEST:
        return nothing(name, title, "They waited, or were reported.", began, PERCENT, _too_few("comments"))
    said = f"{percent(100 * needed / total)} of {total:,} comments waited, or were reported."
    share = Series("needed", _each(found, lambda each: 100 * each.needed / each.comments))
    return line(name, title, said, [share], began, PERCENT)


def _overturned(began: Sequence[datetime]) -> Chart:
    found, name, title = made(), "overturned", "Decisions overturned"
    total, gone = sum(each.decided for each in found.values()), sum(each.overturned for each in found.values())
    if total < FEWEST:
        return nothing(name, title, "Reversed, or by an appeal.", began, PERCENT, _too_few("decisions"))
    said = f"{gone:,} of {total:,} were reversed or fell to an appeal: {percent(100 * gone / total)}."
    share = Series("overturned", _each(found, lambda each: 100 * each.overturned / each.decided))
    return line(name, title, said, [share], began, PERCENT)


def _reports(began: Sequence[datetime]) -> Chart:
    found, name, title = reports_answered(), "reports", "Reports answered"
    upheld, declined = sum(each.upheld for each in found.values()), sum(each.declined for each in found.values())
    if upheld + declined < FEWEST:
        return nothing(name, title, "Upheld or declined.", began, COUNT, _too_few("reports"))
    said = f"{upheld:,} upheld: something was done. {declined:,} declined: the comment stays."
    series = [
        Series("upheld", _each(found, lambda each: each.upheld, 0)),
        Series("declined", _each(found, lambda each: each.declined, 0)),
    ]
    return bars(name, title, said, series, began, COUNT)


def _agreement(began: Sequence[datetime]) -> Chart:
    found, name, title = second_looks(), "agreement", "Agreement on a second look"
    same, otherwise = sum(each.same for each in found.values()), sum(each.otherwise for each in found.values())
    if same + otherwise < FEWEST:
        return nothing(name, title, "One decision in fifty, looked at blind.", began, COUNT, _too_few("second looks"))
    said = f"{percent(100 * same / (same + otherwise))} of {same + otherwise:,} second looks came to the same."
    series = [
        Series("the same", _each(found, lambda each: each.same, 0)),
        Series("otherwise", _each(found, lambda each: each.otherwise, 0)),
    ]
    return bars(name, title, said, series, began, COUNT)


def _own_load(began: Sequence[datetime], own: Load | None) -> Chart:
    name, title = "load", "What you decided"
    if own is None or own.total < FEWEST:
        return nothing(name, title, "Only you and the admins see this.", began, COUNT, _too_few("decisions"))
    said = f"{own.total:,} decisions in twelve weeks. Only you and the admins see this."
    return bars(name, title, said, [Series("decisions", _each(own.by_week, lambda each: each, 0))], began, COUNT)


def _each(found: Mapping[int, Any], value: Any, otherwise: float | None = None) -> Sequence[float | None]:
    """By week what `value` says of it."""
    return [value(found[place]) if place in found else otherwise for place in range(len(weeks(clock.now())))]


def _too_few(what: str) -> str:
    return f"Fewer than {FEWEST} {what} in the last twelve weeks: too few to say anything."
