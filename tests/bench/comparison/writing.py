"""People who write, each in a process of their own on a connection that stays open."""

import multiprocessing
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from multiprocessing.synchronize import Event
from typing import Any

from tests.bench.comparison.asking import Line
from tests.bench.comparison.contestant import Contestant, Poster
from tests.bench.comparison.words import words

# Once told to stop, a writer waits no longer for the answer under way than this, in seconds.
PATIENCE = 30.0
# Forked, so that eight of them are there at once; we have no threads that could be forked in the middle of something.
_FORK = multiprocessing.get_context("fork")


@dataclass(frozen=True)
class Written:
    """By one person."""

    kept: int
    refused: int
    seconds: float
    computed: float  # seconds of processor that the writer itself used: what is no server's


@dataclass
class Writing:
    """What all have written; known once they have stopped."""

    by: Sequence[Written] = field(default_factory=list)

    @property
    def kept(self) -> int:
        return sum(each.kept for each in self.by)

    @property
    def refused(self) -> int:
        return sum(each.refused for each in self.by)

    @property
    def per_second(self) -> float:
        return sum(each.kept / each.seconds for each in self.by)

    @property
    def own_share(self) -> float:
        """How much of a core the writers themselves took: near 1, and it is they who are measured."""
        return sum(each.computed / each.seconds for each in self.by)


@contextmanager
def writing(contestant: Contestant, writers: int, every: float = 0.0) -> Iterator[Writing]:
    """While inside, so many people write under another article: each as fast as they are answered, or `every` seconds.

    RuntimeError when nothing of it was kept, or something refused.
    """
    words(0, 0)  # made before the fork, so that nobody begins by thinking of what to say
    stop, result = _FORK.Event(), Writing()
    pipes = [_FORK.Pipe(duplex=False) for _ in range(writers)]
    people = [
        _FORK.Process(target=_write, args=(contestant.program.port, contestant.poster, nth, every, stop, sending))
        for nth, (_, sending) in enumerate(pipes)
    ]
    for each in people:
        each.start()
    try:
        yield result
    finally:
        stop.set()
        result.by = [receiving.recv() for receiving, _ in pipes if receiving.poll(PATIENCE)]
        for each in people:
            each.terminate()
            each.join()
    if len(result.by) < writers or not result.kept or result.refused:
        raise RuntimeError(f"{contestant.name} kept {result.kept} comments and refused {result.refused}")


def _write(port: int, poster: Poster, writer: int, every: float, stop: Event, sending: Any) -> None:
    line = Line(port, PATIENCE)
    kept = refused = nth = 0
    begin, computed = time.perf_counter(), time.process_time()
    due = begin
    while not stop.is_set():
        try:
            accepted = poster.accepted(line.send(poster.ask(writer, nth)))
        except (OSError, HTTPException):
            accepted = False
        kept, refused, nth = kept + accepted, refused + (not accepted), nth + 1
        due += every
        stop.wait(max(0.0, due - time.perf_counter())) if every else None
    sending.send(Written(kept, refused, time.perf_counter() - begin, time.process_time() - computed))
