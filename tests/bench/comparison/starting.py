"""What a server shows that has just started, and how long one request of each page takes it."""

import gzip
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPException
from math import inf

from tests.bench.comparison.asking import Answer, Ask, once
from tests.bench.comparison.contestant import Contestant
from tests.bench.comparison.figures import BOUND, Figures
from tests.bench.comparison.process import memory, running


@dataclass(frozen=True)
class Page:
    """One answer, asked for while nobody else asked."""

    took: float  # seconds; inf when it was not waited for any longer
    shown: int = 0  # comments
    view: int = 0  # bytes, with all that the first view needs beside it, packed


NO_ANSWER = Page(inf)


def started(contestant: Contestant) -> Figures:
    with running(contestant.program) as server:
        idle = memory(server.pid)
        page = once(contestant.program.port, contestant.pages[min(contestant.pages)], BOUND)
        assert page.status == 200, f"{contestant.name} answered {page.status}"
        return {"ready": server.ready_after, "idle": idle, "cold": 1000 * page.took}


def pages_alone(contestant: Contestant) -> Mapping[int, Page]:
    """Each first page, the shortest article first; the first request of all is not counted."""
    found: dict[int, Page] = {}
    with running(contestant.program):
        port = contestant.program.port
        once(port, contestant.pages[min(contestant.pages)], BOUND)
        counted = once(port, _packed(contestant.count), BOUND)
        number = rf"[:\[] ?{min(contestant.pages)}[,}}\]]"
        assert re.search(number, gzip.decompress(_as_packed(counted)).decode()), f"{contestant.name} counts wrongly"
        beside = sum(map(len, _beside(port, contestant.with_pages)))
        for size, ask in sorted(contestant.pages.items()):
            found[size] = NO_ANSWER
            with suppress(OSError, HTTPException):
                answer = once(port, _packed(ask), BOUND)
                assert answer.status == 200, f"{contestant.name} answered {answer.status}"
                packed = _as_packed(answer)
                found[size] = Page(answer.took, contestant.shown(gzip.decompress(packed)), len(packed) + beside)
            if found[size] is NO_ANSWER:
                break  # it is still at work on that; the longer ones would take longer
    return {size: found.get(size, NO_ANSWER) for size in contestant.pages}


def _beside(port: int, files: Sequence[Ask | bytes]) -> Sequence[bytes]:
    return [each if isinstance(each, bytes) else _as_packed(once(port, _packed(each), BOUND)) for each in files]


def _packed(ask: Ask) -> Ask:
    return Ask(ask.path, ask.method, ask.body, {**ask.headers, "Accept-Encoding": "gzip"})


def _as_packed(answer: Answer) -> bytes:
    """As sent, or as a server in front would pack it where this one does not."""
    return answer.body if answer.headers.get("content-encoding") == "gzip" else gzip.compress(answer.body, 6)
