"""What is measured, under the names that the table knows."""

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean

from tests.bench.comparison.asking import Ask, Line
from tests.bench.comparison.contestant import Contestant
from tests.bench.comparison.writing import writing
from tests.bench.comparison.wrk import load

WRITERS = 8
NOW_AND_THEN = 0.5  # seconds from one comment to the next where only one person writes
# Slower than the first is asked one request at a time, since a round would be over before 16 at once have their
# answers; slower than the second is asked once in all.
ONE_BY_ONE, ONCE = 0.15, 3.0  # seconds
# Nothing is waited for longer.
BOUND = 30.0

Figures = Mapping[str, float]


@dataclass(frozen=True)
class Cell:
    """One measurement of one contestant in one round."""

    name: str
    measure: Callable[[float], Figures]  # told how many seconds to measure


def cells(contestant: Contestant, alone: Mapping[int, float]) -> Iterator[Cell]:
    """What is measured in rounds; `alone` says how long one request of each page took."""
    port, sizes = contestant.program.port, sorted(contestant.pages)
    for size in sizes:
        if alone[size] <= ONCE:
            yield Cell(f"first page, {size:,}", reading(port, contestant.pages[size], f"page {size}", alone[size]))
    for size in (sizes[0], sizes[-1]):
        if alone[size] <= ONCE:
            read = reading(port, contestant.pages[size], f"now and then {size}", alone[size])
            yield Cell(f"first page, {size:,}, one writes", _while_writing(contestant, read, 1))
    yield Cell("comment count", reading(port, contestant.count, "count"))
    if contestant.live:
        yield Cell("live resource", reading(port, contestant.live, "live"))
    for size, ask in contestant.signed_in.items():
        yield Cell(f"signed in, {size:,}", reading(port, ask, f"signed in {size}"))
    yield Cell("eight write", _posting(contestant, "posts"))
    read = reading(port, contestant.pages[sizes[0]], f"busy {sizes[0]}", alone[sizes[0]])
    yield Cell("eight write, others read", _while_writing(contestant, read, WRITERS))


def cells_of_small(contestant: Contestant) -> Iterator[Cell]:
    """What is measured on a site with nothing but one short article."""
    (page,) = contestant.pages.values()
    yield Cell("small site, first page", reading(contestant.program.port, page, "small page"))
    yield Cell("small site, eight write", _posting(contestant, "small posts"))


def reading(port: int, ask: Ask, name: str, alone: float = 0) -> Callable[[float], Figures]:
    def measure(seconds: float) -> Figures:
        if alone > ONE_BY_ONE:
            return _one_by_one(port, ask, name, seconds)
        found = load(port, ask, seconds)
        if found.failed:
            raise RuntimeError(f"{found.failed} requests of {ask.path} failed")
        if not found.per_second:
            raise RuntimeError(f"nothing was answered within {seconds:g} s")
        return {f"{name} rps": found.per_second, f"{name} p99": found.p99, "wrk busy": found.busy}

    return measure


def _one_by_one(port: int, ask: Ask, name: str, seconds: float) -> Figures:
    line, took = Line(port, BOUND), list[float]()
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        took.append(line.send(ask).took)
    line.close()
    return {f"{name} rps": 1 / fmean(took), f"{name} p99": 1000 * max(took)}


def _while_writing(
    contestant: Contestant, read: Callable[[float], Figures], writers: int
) -> Callable[[float], Figures]:
    def measure(seconds: float) -> Figures:
        with writing(contestant, writers, NOW_AND_THEN if writers == 1 else 0.0) as written:
            figures = read(seconds)
        return figures if writers == 1 else {**figures, "busy posts": written.per_second}

    return measure


def _posting(contestant: Contestant, name: str) -> Callable[[float], Figures]:
    def measure(seconds: float) -> Figures:
        with writing(contestant, WRITERS) as written:
            time.sleep(seconds)
        return {f"{name} rps": written.per_second, "writers busy": written.own_share}

    return measure
