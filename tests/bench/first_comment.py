"""How long until the first comment can be read, on our page and on one with Isso: python -m tests.bench.first_comment.

*What is measured.* The first comment can be read once its words are in the page, have a size, and a frame with them
has been painted: the second of two animation frames, in milliseconds since the navigation began. It need not be in
the window; both addresses jump to the discussion. Beside it: the largest contentful paint, how much of the window
jumped (cumulative layout shift), the bytes received with their headers, the requests, and the comments that are then
there to read (ours shows a first page of them, Isso at most five replies to each comment unless one asks for more).

*How.* Debian's Chromium as a phone, its processor slowed four times and its network as DevTools' “Slow 4G”; a new
context for each visit, nothing cached. The pages take turns, and their ratio is taken round by round, so that a busy
machine slows both. The article and its hundred comments are the same; Isso nests once, so that deeper replies stand
beside those above them. Isso is installed from PyPI into .venv-isso, and served in two of the ways that its
documentation describes: by itself on a host of its own, as in its quick start, and below a path of the page's host.
There a small front compresses what is sent, as a web server would; the same front then stands before ours.

*Its limits.* One short article, one long page. Isso's page is bare: it waits for no style sheet of a site, which
favours Isso; ours has all of its own. Chromium's slow network delays requests, but neither the look-up of a name, nor
the handshake of a connection, nor the question whether one host may ask another, which favours Isso on a host of its
own. The servers are on the same machine and nobody else asks them. HTTP/1.1 without TLS: six requests at once to a
host, no more.
"""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import click
import pytest
from playwright.sync_api import Browser

from tests.bench.contestants import Pair, pairs
from tests.bench.phone import DOWNLOAD, LATENCY, SLOWDOWN, Stop, Visit, visit
from tests.serving import chromium

WARM_UP, ROUNDS = 1, 5

# Of one page, a visit for each round that counts.
Visits = list[Visit]


@click.command()
@click.option("--rounds", default=ROUNDS, show_default=True, type=click.IntRange(1, 100), help="How many count.")
def main(rounds: int) -> None:
    """Time the first comment of our page and of one with Isso, on a slow phone."""
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        try:
            _measure(Path(folder), rounds)
        except pytest.skip.Exception as skipped:
            raise click.ClickException(str(skipped.msg)) from None


def _measure(folder: Path, rounds: int) -> None:
    with pairs(folder) as (found, why), chromium() as browser:
        if why:
            click.echo(why)
        stops = [stop for pair in found for stop in (pair.ours, pair.theirs) if stop]
        visits = visited(browser, stops, rounds)
        for pair in found:
            _print(pair, visits)


def visited(browser: Browser, stops: Sequence[Stop], rounds: int) -> dict[Stop, Visits]:
    """All of them in turns, after a round that does not count; says how."""
    visits: dict[Stop, Visits] = {stop: [] for stop in stops}
    for turn in range(WARM_UP + rounds):
        for stop in stops:
            seen = visit(browser, stop)
            if turn >= WARM_UP:
                visits[stop].append(seen)
    slow = f"processor {SLOWDOWN} × slower, {LATENCY} ms, {DOWNLOAD / 1e6} Mbit/s"
    click.echo(f"Chromium {browser.version}, {slow}; median of {rounds} (least – most)")
    return visits


def _print(pair: Pair, visits: dict[Stop, Visits]) -> None:
    head = f"{'first comment, s':<23}{'largest paint, s':<23}{'shift':>6}{'KB':>7}{'requests':>10}{'comments':>10}"
    click.echo(f"\n{pair.how:<36}{head}")
    for stop in (pair.ours, pair.theirs):
        if stop:
            click.echo(f"  {stop.name:<34}{line(visits[stop])}")
    if pair.theirs:
        both = zip(visits[pair.theirs], visits[pair.ours], strict=True)
        ratios = [theirs.readable / ours.readable for theirs, ours in both]
        click.echo(f"  {f'{pair.theirs.name} / {pair.ours.name}':<34}{spread(ratios)}")


def line(seen: Visits) -> str:
    readable = spread([each.readable / 1000 for each in seen])
    largest = spread([each.largest / 1000 for each in seen])
    shift = median(each.shift for each in seen)
    kilobytes = median(each.wire for each in seen) / 1000
    requests, comments = median(each.requests for each in seen), median(each.comments for each in seen)
    return f"{readable:<23}{largest:<23}{shift:>6.3f}{kilobytes:>7.1f}{requests:>10.0f}{comments:>10.0f}"


def spread(numbers: Sequence[float]) -> str:
    return f"{median(numbers):.2f} ({min(numbers):.2f} – {max(numbers):.2f})"


if __name__ == "__main__":
    main()
