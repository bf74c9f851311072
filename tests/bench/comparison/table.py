"""What was found, as Markdown."""

import os
import platform
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isinf
from pathlib import Path
from statistics import median

from tests.bench import comparison
from tests.bench.comparison.figures import BOUND
from tests.bench.comparison.rounds import Results
from tests.bench.comparison.starting import NO_ANSWER

VIEWS = (100, 10_000)  # the articles whose first view is weighed
NOTHING = "–"
FOOT = """¹ One request at a time, and the longest: 16 at once would only wait for one another. ² Asked once in all."""


@dataclass(frozen=True)
class How:
    rounds: int
    seconds: int


@dataclass(frozen=True)
class Row:
    label: str
    text: Callable[[Results, str], str]


def number(of: float) -> str:
    """As many digits as mean something."""
    if isinf(of):
        return f"> {1000 * BOUND:,.0f}"
    if of == 0:
        return f"< {1 / BOUND:.2f}"
    return f"{of:,.0f}" if of >= 100 else f"{of:.1f}" if of >= 10 else f"{of:.2f}"


def spread(numbers: Sequence[float]) -> str:
    """The median, with the least and the most when they differ."""
    if not numbers:
        return NOTHING
    middle, least, most = (number(each) for each in (median(numbers), min(numbers), max(numbers)))
    return middle if least == most else f"{middle} ({least} – {most})"


def table(results: Results, sizes: Sequence[int]) -> str:
    lines = [f"| | {' | '.join(results.names)} |", f"|---|{'---:|' * len(results.names)}"]
    for row in _rows(sizes):
        lines.append(f"| {row.label} | {' | '.join(row.text(results, name) for name in results.names)} |")
    return "\n".join([*lines, "", FOOT, "", *_yardsticks(results, sizes[0])])


def _rows(sizes: Sequence[int]) -> Iterator[Row]:
    for size in sizes:
        yield _row(f"first page, {size:,} comments, requests/s", f"page {size} rps")
        yield _row("… of which 99 of 100 within, ms", f"page {size} p99")
        yield Row("… comments in that answer", _shown(size))
    for size in (sizes[0], sizes[-1]):
        yield _row(f"{size:,}, while somebody posts twice a second elsewhere, requests/s", f"now and then {size} rps")
        yield _row("… of which 99 of 100 within, ms", f"now and then {size} p99")
    yield _row(f"{sizes[0]:,}, while eight people write elsewhere, requests/s", f"busy {sizes[0]} rps")
    yield _row("… of which 99 of 100 within, ms", f"busy {sizes[0]} p99")
    yield _row("… and so many comments of the eight are kept meanwhile, comments/s", "busy posts")
    yield _row("how many comments an article has, requests/s", "count rps")
    yield _row("whether anything is new, requests/s", "live rps")
    for size in (sizes[0], sizes[-1]):
        yield _row(f"first page, {size:,} comments, signed in, requests/s", f"signed in {size} rps")
    yield _row("comments posted by eight people at once, each on the disk, comments/s", "posts rps")
    yield _row("… on a site with 100 comments in all", "small posts rps")
    yield _row("first page of that small site, requests/s", "small page rps")
    yield _row("memory after the start, MB", "idle")
    yield _row("memory after all of this, MB", "loaded")
    for size in VIEWS:
        yield Row(f"first view of {size:,} comments, with script and style, packed, kB", _view(size))
    yield _row("very first page after the start, ms", "cold")
    yield _row("ready after, s", "ready")


def _row(label: str, figure: str) -> Row:
    def text(results: Results, name: str) -> str:
        mark = results.mark(name, figure)
        return spread(results.of(name, figure)) + (f" {mark}" if mark else "")

    return Row(label, text)


def _shown(size: int) -> Callable[[Results, str], str]:
    def text(results: Results, name: str) -> str:
        page = results.pages[name][size]
        return NOTHING if page is NO_ANSWER else f"{page.shown:,}"

    return text


def _view(size: int) -> Callable[[Results, str], str]:
    def text(results: Results, name: str) -> str:
        page = results.pages[name].get(size, NO_ANSWER)
        return NOTHING if page is NO_ANSWER else number(page.view / 1000)

    return text


def _yardsticks(results: Results, size: int) -> Iterator[str]:
    """How near our first page comes to what could not be faster."""
    yield from ("| yardstick | requests/s | ours is | 99 of 100 within, ms |", "|---|---:|---:|---:|")
    ours = results.names[0]
    labels = {"hello": "the same server with a hello-world", "nginx": "nginx with the same packed page as a file"}
    for name, label in labels.items():
        ratios = results.ratios(ours, name, f"page {size} rps", "page rps")
        rate, p99 = spread(results.of(name, "page rps")), spread(results.of(name, "page p99"))
        yield f"| {label} | {rate} | {spread(ratios)} of it | {p99} |"


def report(results: Results, sizes: Sequence[int], how: How) -> str:
    title, _, method = (comparison.__doc__ or "").partition("\n")
    parts = [
        f"# {' and '.join((', '.join(results.names[:-1]), results.names[-1]))} under the same load",
        f"{_machine()} Median of {how.rounds} rounds of {how.seconds} s (least – most). `make bench` repeats it.",
        table(results, sizes),
        *(f"- {note}" for note in results.notes),
        "## How it was measured",
        title,
        method.strip(),
        f"Of a core, wrk took at most {results.most('wrk busy'):.0%}, and the eight who write together "
        f"{results.most('writers busy'):.0%}: near all of it, and it would be they who were measured.",
    ]
    return "\n\n".join(parts) + "\n"


def _machine() -> str:
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    model = models[0].partition(":")[2].strip() if models else platform.machine()
    software = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"Measured on {datetime.now(UTC):%Y-%m-%d}: {model}, {os.cpu_count()} cores, {software}."
