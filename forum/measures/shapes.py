"""What a chart is made of: plain shapes, whose colours are classes, and the table that says the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forum.measures.scales import Scale


@dataclass(frozen=True)
class Series:
    """One value for each week; None where there is nothing to say."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class Label:
    x: float
    y: float
    text: str
    anchor: str = "start"
    of: int | None = None  # which series it names, from 1


@dataclass(frozen=True)
class Path:
    of: int
    points: str
    end: tuple[float, float] | None = None  # a dot where it stands now, or where it stands alone


@dataclass(frozen=True)
class Bar:
    of: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class Chart:
    """Shapes, or none and `empty` says why; and the table beneath."""

    name: str
    title: str
    summary: str
    series: Sequence[Series]
    weeks: Sequence[datetime]
    scale: Scale
    empty: str = ""
    right: float = 0  # how far its rules go
    rules: Sequence[float] = ()
    labels: Sequence[Label] = ()
    paths: Sequence[Path] = ()
    bars: Sequence[Bar] = ()

    @property
    def rows(self) -> Sequence[tuple[datetime, Sequence[str]]]:
        """Of the table, the latest week first."""
        found = [
            (
                week,
                [
                    "–" if each.values[place] is None else self.scale.said(each.values[place] or 0)
                    for each in self.series
                ],
            )
            for place, week in enumerate(self.weeks)
        ]
        return found[::-1]

    @property
    def names(self) -> Sequence[tuple[int, str]]:
        """What has to be told apart by a key: bars on top of one another. A line is named where it ends."""
        return list(enumerate((each.name for each in self.series), 1)) if self.bars and len(self.series) > 1 else []
