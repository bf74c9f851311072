"""What readers cost who keep a page open: python -m tests.bench.watchers.

A page that stays open asks every five seconds whether anything is new. Ten thousand of them are two thousand requests
a second, each with the tag of what it knows already. They come at that pace here, whether the last was answered or
not, over connections that stay open (as from a proxy in front; ten thousand of our own would measure the kernel).
Told is the share of one core that the server used, first while nobody writes, then while somebody posts twice a second
in the very article that is watched.
"""

import multiprocessing
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from http.client import HTTPException
from multiprocessing.connection import Connection
from pathlib import Path

import click

from tests.bench.comparison.asking import PACKED, Ask, Line
from tests.bench.comparison.contestant import Contestant
from tests.bench.comparison.ours import OurPoster, prepare_ours
from tests.bench.comparison.process import Running, Unfit, computed, leave_a_core, running, stop_with_all
from tests.bench.comparison.writing import Writing, writing

READERS, EVERY, SECONDS, SIZE = 10_000, 5.0, 20.0, 1_000
PROCESSES, CONNECTIONS = 2, 16  # of each process
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Watched:
    """By one process, or by all."""

    same: int  # answers that nothing is new
    new: int
    failed: int
    seconds: float  # until the last was answered: longer than it was to last when we came too late with asking
    waits: Sequence[float]  # seconds from the moment that a request was due, in order of size


@click.command()
@click.option("--readers", default=READERS, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--seconds", default=SECONDS, show_default=True, type=click.FloatRange(1, 600))
def main(readers: int, seconds: float) -> None:
    """Measure what readers cost who keep a page open."""
    rate = readers / EVERY
    with tempfile.TemporaryDirectory(prefix="forum-bench-", dir="/var/tmp") as folder:
        try:
            stop_with_all()
            leave_a_core()
        except Unfit as unfit:
            raise click.ClickException(str(unfit)) from None
        site = prepare_ours(Path(folder), (SIZE,))
        with running(site.program) as server:
            click.echo(
                f"{readers:,} readers, each asking every {EVERY:g} s: {rate:,.0f} requests/s for {seconds:g} s\n"
            )
            for what, somebody in (("nobody writes", nullcontext()), ("a comment every half second", _in_sight(site))):
                _measure(what, somebody, site, server, rate, seconds)


def _in_sight(site: Contestant) -> AbstractContextManager[Writing]:
    """Somebody who posts in the article that is watched."""
    assert isinstance(site.poster, OurPoster)
    poster = replace(site.poster, slug=f"story-{SIZE}")
    return writing(replace(site, poster=poster), writers=1, every=0.5)


def _measure(
    what: str, somebody: AbstractContextManager[object], site: Contestant, server: Running, rate: float, seconds: float
) -> None:
    assert site.live is not None
    with somebody, _readers(site.program.port, site.live, rate / PROCESSES, seconds) as ends:
        before, begin = computed(server.pid), time.perf_counter()
        seen = _together([end.recv() for end in ends])
        share = (computed(server.pid) - before) / (time.perf_counter() - begin)
    p50, p99 = (1000 * seen.waits[int(len(seen.waits) * part)] for part in (0.5, 0.99))
    told = f"{len(seen.waits) / seen.seconds:,.0f} answers/s, {seen.new:,} of them with news, {seen.failed} failed"
    click.echo(f"{what:<30}{share:6.1%} of one core; {told}")
    click.echo(f"{'':<30}half of them within {p50:.1f} ms, 99 of 100 within {p99:.1f} ms\n")


@contextmanager
def _readers(port: int, ask: Ask, rate: float, seconds: float) -> Iterator[Sequence[Connection]]:
    """Processes that watch; at each end stands what one of them has seen when the time is over."""
    pipes = [_FORK.Pipe(duplex=False) for _ in range(PROCESSES)]
    processes = [_FORK.Process(target=_watch, args=(port, ask, rate, seconds, sending)) for _, sending in pipes]
    for process in processes:
        process.start()
    try:
        yield [receiving for receiving, _ in pipes]
    finally:
        for process in processes:
            process.terminate()
            process.join()


def _watch(port: int, ask: Ask, rate: float, seconds: float, sending: Connection) -> None:
    lines = [Line(port) for _ in range(CONNECTIONS)]
    # Each connection stands for many readers, who all know what the last of them was told.
    tags = [ask.headers["If-None-Match"]] * CONNECTIONS
    same = new = failed = 0
    waits: list[float] = []
    begin = time.perf_counter()
    for nth in range(int(rate * seconds)):
        due, place = begin + nth / rate, nth % CONNECTIONS
        time.sleep(max(0.0, due - time.perf_counter()))
        try:
            answer = lines[place].send(Ask(ask.path, headers={**PACKED, "If-None-Match": tags[place]}))
        except (OSError, HTTPException):
            failed += 1
            continue
        tags[place] = answer.headers.get("etag", tags[place])
        same, new = same + (answer.status == 304), new + (answer.status == 200)
        failed += answer.status not in (200, 304)
        waits.append(time.perf_counter() - due)
    sending.send(Watched(same, new, failed, time.perf_counter() - begin, waits))


def _together(seen: Sequence[Watched]) -> Watched:
    return Watched(
        sum(each.same for each in seen),
        sum(each.new for each in seen),
        sum(each.failed for each in seen),
        max(each.seconds for each in seen),
        sorted(wait for each in seen for wait in each.waits),
    )


if __name__ == "__main__":
    main()
