"""The yearly report (Digital Services Act, Articles 15 and 24): sections of figures, however they are then shown."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from forum import clock
from forum.errors import NotFound
from forum.statements.reasons import shared_reasons
from forum.transparency.counting import (
    OWN_WORDS,
    Settled,
    Stated,
    appeals_of,
    decisions_of,
    first_year,
    notices_of,
    reports_of,
    sanctions_of,
    statements_of,
    waited_in,
)
from forum.transparency.words import ANSWERED, DECIDED, DONE, FOUND, REPORTED

# Before that there was no such site.
EARLIEST = 2000


@dataclass(frozen=True)
class Figure:
    """One number, and the seconds that it took at the median where something took time."""

    name: str
    title: str
    count: int
    seconds: int | None = None

    @property
    def took(self) -> str:
        """In the two greatest units."""
        if self.seconds is None:
            return ""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        days, hours = divmod(hours, 24)
        parts = [(days, "d"), (hours, "h"), (minutes, "min"), (seconds, "s")]
        first = next((place for place, (number, _) in enumerate(parts) if number), 3)
        return " ".join(f"{number} {unit}" for number, unit in parts[first : first + 2] if number) or "0 s"


@dataclass(frozen=True)
class Section:
    name: str
    title: str
    figures: Sequence[Figure]
    is_timed: bool = False
    note: str = ""

    @property
    def most(self) -> int:
        return max((figure.count for figure in self.figures), default=0)


@dataclass(frozen=True)
class Report:
    year: int
    sections: Sequence[Section]

    @property
    def is_empty(self) -> bool:
        return not any(section.most for section in self.sections)


def report_of(year: int) -> Report:
    """NotFound of a year that has not begun."""
    if not EARLIEST <= year <= clock.now().year:
        raise NotFound("There is no report of that year.")
    stated = statements_of(year)
    sections = [
        _by("actions", "What was done, each with a statement of reasons", stated, lambda one: one.action, DONE),
        _by("grounds", "On which ground", stated, lambda one: one.ground, _grounds()),
        _by(
            "basis",
            "House rules or law",
            stated,
            _basis,
            {"rules": "Against the house rules", "law": "Against the law"},
        ),
        _by("sources", "How it was found", stated, lambda one: str(one.source), {str(k): v for k, v in FOUND.items()}),
        _automation(stated),
        _decisions(year),
        _received("notices", "Legal notices", notices_of(year), REPORTED),
        _received("reports", "Reports by readers", reports_of(year), REPORTED),
        _received("appeals", "Appeals", appeals_of(year), ANSWERED),
        Section("sanctions", "Measures against people", [Figure(k, DONE[k], n) for k, n in sanctions_of(year).items()]),
    ]
    return Report(year, sections)


def years() -> Sequence[int]:
    """Those of which there may be something to tell, the latest first."""
    this = clock.now().year
    return range(this, max(first_year() or this, EARLIEST) - 1, -1)


def _by(
    name: str, title: str, stated: Sequence[Stated], of: Callable[[Stated], str], titles: Mapping[str, str]
) -> Section:
    """All that have a title, in that order, then what else was counted."""
    counts = Counter[str]()
    for one in stated:
        counts[of(one)] += one.count
    names = [*titles, *sorted(set(counts) - set(titles))]
    return Section(name, title, [Figure(each, titles.get(each, each), counts[each]) for each in names])


def _grounds() -> Mapping[str, str]:
    lines = {reason.name: reason.public_line for reason in shared_reasons()}
    return {name: line[:1].upper() + line[1:] for name, line in lines.items()} | {
        OWN_WORDS: "In a moderator’s own words"
    }


def _basis(stated: Stated) -> str:
    return "law" if stated.is_of_law else "rules"


def _automation(stated: Sequence[Stated]) -> Section:
    held = sum(one.count for one in stated if one.was_held)
    rest = sum(one.count for one in stated) - held
    figures = [
        Figure("held", "Held by a rule first, then decided by a person", held),
        Figure("none", "Decided by a person, nothing automatic before", rest),
        Figure("automatic", "Decided without a person", 0),
    ]
    return Section("automation", "What was automatic", figures, note="A rule may hold a comment; it decides nothing.")


def _decisions(year: int) -> Section:
    counted = decisions_of(year)
    figures = [Figure(verb, title, *counted[verb]) for verb, title in DECIDED.items() if verb in counted]
    total = Figure("all", "All decisions", sum(count for count, _ in counted.values()), waited_in(year))
    note = "What was undone within half a minute is not counted."
    return Section("decisions", "What moderators decided", [total, *figures], is_timed=True, note=note)


def _received(name: str, title: str, settled: Settled, titles: Mapping[str, str]) -> Section:
    figures = [
        Figure("received", "Received", settled.received),
        Figure("waiting", "Of these not answered yet", settled.waiting),
    ]
    figures += [Figure(each, words, *settled.outcomes.get(each, (0, None))) for each, words in titles.items()]
    return Section(name, title, figures, is_timed=True, note="Answered within the year, whenever it came in.")
