"""All of it in turns, and what was found."""

import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from tests.bench.comparison.figures import ONCE, ONE_BY_ONE, Cell, Figures
from tests.bench.comparison.starting import Page

# The figures that are asked for one by one when the page is slow, with the size of its article.
ASKED = re.compile(r"(?:page|now and then|busy) (\d+) (?:rps|p99)")
Say = Callable[[str], None]


@dataclass
class Results:
    """Figures by who and what; of each as many as were taken."""

    names: list[str] = field(default_factory=list)
    taken: dict[tuple[str, str], list[float]] = field(default_factory=lambda: defaultdict(list))
    pages: dict[str, Mapping[int, Page]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def add(self, name: str, figures: Figures) -> None:
        for figure, number in figures.items():
            self.taken[name, figure].append(number)

    def of(self, name: str, figure: str) -> Sequence[float]:
        return self.taken.get((name, figure), [])

    def add_pages(self, name: str, pages: Mapping[int, Page]) -> None:
        """What is too slow for rounds is told as it was found alone."""
        self.pages[name] = pages
        for size, page in pages.items():
            if page.took > ONCE:
                self.add(name, {f"page {size} rps": 1 / page.took, f"page {size} p99": 1000 * page.took})

    def ratios(self, one: str, other: str, figure: str, of_other: str) -> Sequence[float]:
        """Round by round, so that a busy machine slows both."""
        return [mine / theirs for mine, theirs in zip(self.of(one, figure), self.of(other, of_other), strict=False)]

    def most(self, figure: str) -> float:
        """Of anybody's."""
        return max((max(taken) for (_, what), taken in self.taken.items() if what == figure), default=0)

    def mark(self, name: str, figure: str) -> str:
        """How a page was asked for that was too slow to be asked for by many; none when it was not asked for."""
        of_a_page = ASKED.fullmatch(figure)
        if of_a_page is None or not self.of(name, figure):
            return ""
        took = self.pages[name][int(of_a_page[1])].took
        return "²" if took > ONCE else "¹" if took > ONE_BY_ONE else ""


def in_turns(results: Results, plan: Mapping[str, Sequence[Cell]], rounds: int, seconds: float, say: Say) -> None:
    """Every cell of everybody, round by round; who fails in a cell is left out of it from then on, with a note."""
    failed: set[tuple[str, str]] = set()
    begin = time.monotonic()
    for turn in range(1, rounds + 1):
        for name, cell in _interleaved(plan):
            if (name, cell.name) in failed:
                continue
            try:
                results.add(name, cell.measure(seconds))
            except (RuntimeError, ValueError, OSError) as error:
                failed.add((name, cell.name))
                results.notes.append(f"{name}, {cell.name}: {error}")
                say(f"  {results.notes[-1]}")
        say(f"  round {turn} of {rounds}, {time.monotonic() - begin:.0f} s")


def _interleaved(plan: Mapping[str, Sequence[Cell]]) -> Iterator[tuple[str, Cell]]:
    """The first cell of each, then the second of each, and so on."""
    for turn in zip_longest(*([(name, cell) for cell in cells] for name, cells in plan.items())):
        yield from (each for each in turn if each is not None)
