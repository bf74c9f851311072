"""Two things timed in turns."""

import gc
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter

ROUNDS = 30
WARM_UP = 3

# Does the thing once and says how many seconds the part of interest took.
Once = Callable[[], float]


@dataclass(frozen=True)
class Times:
    """Milliseconds, the shortest first."""

    ordered: Sequence[float]

    @property
    def median(self) -> float:
        return median(self.ordered)

    def __str__(self) -> str:
        p90 = self.ordered[len(self.ordered) * 9 // 10 - 1]
        return f"{self.median:7.2f} ({self.ordered[0]:.2f} – {p90:.2f})"


@dataclass(frozen=True)
class Comparison:
    """What was timed, against what."""

    what: str
    one: Times
    other: Times

    @property
    def ratio(self) -> float:
        return self.one.median / self.other.median


def compare(what: str, one: Once, other: Once) -> Comparison:
    """`one` and `other` in turns, after a few rounds that do not count."""
    for _ in range(WARM_UP):
        one(), other()
    gc.collect()
    gc.disable()
    try:
        pairs = [(one(), other()) for _ in range(ROUNDS)]
    finally:
        gc.enable()
    ones, others = zip(*pairs, strict=True)
    return Comparison(what, _times(ones), _times(others))


def seconds(action: Callable[[], object]) -> float:
    begin = perf_counter()
    action()
    return perf_counter() - begin


def _times(taken: Sequence[float]) -> Times:
    return Times(sorted(1000 * each for each in taken))
