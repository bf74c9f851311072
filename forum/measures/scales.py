"""Where a chart has its lines, and how it says a number: few round ones, from nothing to just above the largest."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_MINUTE, _HOUR, _DAY = 60, 3_600, 86_400
_TIMES = [
    *(_MINUTE * count for count in (1, 2, 5, 10, 20, 30)),
    *(_HOUR * count for count in (1, 2, 3, 6, 12)),
    *(_DAY * count for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000)),
]
# More lines than three above the first are no help to the eye.
_MOST = 3


@dataclass(frozen=True)
class Scale:
    """What can be measured with, and how a number of it is said."""

    said: Callable[[float], str]
    steps: Callable[[float], float]

    def ticks(self, top: float) -> Sequence[float]:
        """From 0, the last of them at `top` or above."""
        step = self.steps(top)
        count = max(1, -int(-top // step))
        return [step * each for each in range(count + 1)]


def span(seconds: float) -> str:
    """As people say how long something took: 40 s, 14 min, 3 h, 2 days."""
    if seconds < 90:
        return f"{round(seconds)} s"
    if seconds < 90 * _MINUTE:
        return f"{round(seconds / _MINUTE)} min"
    if seconds < 2 * _DAY:
        return f"{round(seconds / _HOUR)} h"
    return f"{round(seconds / _DAY)} days"


def number(value: float) -> str:
    return f"{round(value):,}"


def percent(value: float) -> str:
    """One decimal of what is small."""
    return f"{value:.1f} %" if 0 < value < 10 and round(value, 1) != round(value) else f"{round(value)} %"


def _time_step(top: float) -> float:
    return next((step for step in _TIMES if step * _MOST >= top), _TIMES[-1])


def _round_step(top: float) -> float:
    step = 1
    while True:
        for times in (1, 2, 5):
            if step * times * _MOST >= top:
                return step * times
        step *= 10


TIME, COUNT, PERCENT = Scale(span, _time_step), Scale(number, _round_step), Scale(percent, _round_step)
