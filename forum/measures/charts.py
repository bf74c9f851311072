"""Laying charts out: arithmetic on numbers at hand. `templates/measures/_chart.html` writes down what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.measures.scales import Scale
from forum.measures.shapes import Bar, Chart, Label, Path, Series

# In the units of the drawing. A telephone shows it at this size, where its letters are as large as small print.
WIDTH, HEIGHT = 360, 176
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 12, 18, 24
_FOR_LABELS = 64  # beside a line stands what it is
_APART = 13  # two labels nearer than this could not be read


def nothing(name: str, title: str, summary: str, weeks: Sequence[datetime], scale: Scale, empty: str) -> Chart:
    """In the place of a chart that would say too little."""
    return Chart(name, title, summary, (), weeks, scale, empty)


def line(
    name: str, title: str, summary: str, series: Sequence[Series], weeks: Sequence[datetime], scale: Scale
) -> Chart:
    """Each series a line, named at its end; weeks without a value are gaps."""
    values = [value for each in series for value in each.values if value is not None]
    ticks = scale.ticks(max([*values, 0]) or 1)
    plot = _Plot(ticks[-1], len(weeks), WIDTH - _FOR_LABELS)
    paths = [path for number, each in enumerate(series, 1) for path in _paths(number, each, plot)]
    labels = [*_axes(ticks, weeks, plot, scale), *_names(series, plot, scale)]
    return Chart(
        name, title, summary, series, weeks, scale, "", plot.right, [plot.y(tick) for tick in ticks], labels, paths
    )


def bars(
    name: str, title: str, summary: str, series: Sequence[Series], weeks: Sequence[datetime], scale: Scale
) -> Chart:
    """The series on top of one another; the highest bar and the latest say how many they are."""
    totals = [sum(each.values[place] or 0 for each in series) for place in range(len(weeks))]
    ticks = scale.ticks(max([*totals, 0]) or 1)
    plot = _Plot(ticks[-1], len(weeks), WIDTH - _RIGHT)
    shapes = []
    for place in range(len(weeks)):
        beneath = 0.0
        for number, each in enumerate(series, 1):
            value = each.values[place] or 0
            if value:
                top, foot = plot.y(beneath + value), plot.y(beneath)
                shapes.append(Bar(number, plot.x(place) - plot.step * 0.36, top, _r(plot.step * 0.72), _r(foot - top)))
            beneath += value
    said = {totals.index(max(totals)), len(weeks) - 1} if any(totals) else set()
    tops = [
        Label(plot.x(place), plot.y(totals[place]) - 4, scale.said(totals[place]), "middle", 0)
        for place in sorted(said)
        if totals[place]
    ]
    labels = [*_axes(ticks, weeks, plot, scale), *tops]
    return Chart(
        name, title, summary, series, weeks, scale, "", plot.right, [plot.y(tick) for tick in ticks], labels, (), shapes
    )


@dataclass(frozen=True)
class _Plot:
    """Where a value stands."""

    top: float
    count: int
    right: float

    @property
    def step(self) -> float:
        return (self.right - _LEFT) / self.count

    def x(self, place: int) -> float:
        return _r(_LEFT + self.step * (place + 0.5))

    def y(self, value: float) -> float:
        return _r(HEIGHT - _BOTTOM - (HEIGHT - _BOTTOM - _TOP) * value / self.top)


def _axes(ticks: Sequence[float], weeks: Sequence[datetime], plot: _Plot, scale: Scale) -> list[Label]:
    beside = [Label(_LEFT - 8, plot.y(tick) + 4, scale.said(tick) if tick else "0", "end") for tick in ticks]
    last = len(weeks) - 1
    beneath = [
        Label(plot.x(place), HEIGHT - 6, f"{weeks[place].day} {weeks[place]:%b}", "middle") for place in (0, last // 2)
    ]
    return [*beside, *beneath, Label(plot.x(last), HEIGHT - 6, "now", "middle")]


def _paths(number: int, series: Series, plot: _Plot) -> list[Path]:
    runs: list[list[tuple[float, float]]] = [[]]
    for place, value in enumerate(series.values):
        if value is None:
            runs.append([])
        else:
            runs[-1].append((plot.x(place), plot.y(value)))
    runs = [run for run in runs if run]
    return [
        Path(
            number,
            " ".join(f"{x},{y}" for x, y in run) if len(run) > 1 else "",
            run[-1] if run is runs[-1] or len(run) == 1 else None,
        )
        for run in runs
    ]


def _names(series: Sequence[Series], plot: _Plot, scale: Scale) -> list[Label]:
    """Beside the end of each line its name and where it stands; what is higher stands clear of what is lower."""
    ends = []
    for number, each in enumerate(series, 1):
        known = [(place, value) for place, value in enumerate(each.values) if value is not None]
        if known:
            place, value = known[-1]
            ends.append((plot.y(value), plot.x(place), number, each.name, scale.said(value)))
    ends.sort(key=lambda end: (-end[0], end[2]))
    feet, lowest = list[float](), HEIGHT - _BOTTOM + 2.0
    for y, *_ in ends:
        feet.append(min(y + 10, lowest))
        lowest = feet[-1] - 2 * _APART
    highest = 2.0 * _APART
    for place in reversed(range(len(feet))):  # no label is above the drawing
        feet[place] = max(feet[place], highest)
        highest = feet[place] + 2 * _APART
    found = []
    for foot, (_, x, number, name, said) in zip(feet, ends, strict=True):
        found += [Label(x + 8, foot - _APART, name, "start", number), Label(x + 8, foot, said, "start", number)]
    return found


def _r(value: float) -> float:
    """As exact as a screen can show."""
    return round(value, 1)
