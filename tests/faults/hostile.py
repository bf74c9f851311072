"""F32 to F34: too much, too twisted, too slow."""

import json
import selectors
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from forum.discussion.forms import MAX_BODY
from tests.faults.fault import Ground
from tests.faults.figures import Figures, quantile
from tests.faults.locking import reading
from tests.faults.reader import Reader
from tests.faults.site import Site
from tests.markup.corpora import expand

PATHOLOGICAL = Path(__file__).parents[1] / "corpora" / "own_pathological.json"
PARALLEL, SLOW = 8, 500
TOO_MUCH = {400, 413, 431}


def send_too_much(ground: Ground) -> Figures:
    """F32."""
    site, figures = ground.site("shared"), Figures()
    article, reader = site.article("f32"), site.reader("verbose")
    target = f"{article}/comments HTTP/1.1\r\nHost: localhost:{site.server.port}"
    head = f"Origin: {site.server.address}\r\nCookie: {reader.cookie}\r\n"
    form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
    long, many = "body=" + "x" * 1_000_000, "&".join(f"field{number}=x" for number in range(1_000))
    requests = {
        "1 MB body": f"POST {target}\r\n{head}{form}{len(long)}\r\n\r\n{long}",
        "10 MB header": f"GET {target}\r\nX-Long: {'x' * 10_000_000}\r\n\r\n",
        "1,000 fields": f"POST {target}\r\n{head}{form}{len(many)}\r\n\r\n{many}",
    }
    for _ in range(ground.scale(1, 100)):
        for name, request in requests.items():
            began = time.monotonic()
            status = _status_of(site, request.encode())
            figures.soon(f"{name} {status}", time.monotonic() - began, 0.1)
            figures.must(status in TOO_MUCH, f"{name}: {status or 'no answer'}")
    figures.must(reader.get(article).status == 200, "nobody is served afterwards")
    return figures


def _status_of(site: Site, request: bytes) -> int:
    """The status of the answer, which may come before all is sent; 0 for none."""
    with socket.create_connection(("localhost", site.server.port), timeout=30) as line, suppress(OSError):
        with suppress(OSError):
            line.sendall(request)
        return int(line.recv(65536).split(b" ")[1])
    return 0


def send_what_is_twisted(ground: Ground) -> Figures:
    """F33. Every text that once stopped a renderer, as long as a comment may be."""
    site, figures = ground.site("shared"), Figures()
    article, worker = site.article("f33"), site.server.worker()
    cases = [_at_the_limit(case) for case in json.loads(PATHOLOGICAL.read_text())["cases"]] * ground.scale(1, 20)
    writers = site.readers([f"twisted-{number}" for number in range(PARALLEL)])

    def send(number: int) -> list[int]:
        return [writers[number].insist(f"{article}/comments", body=text).status for text in cases[number::PARALLEL]]

    with reading(site.reader("undisturbed"), "/people/undisturbed") as looks, ThreadPoolExecutor(PARALLEL) as hands:
        looks.begin()
        answers = Counter(status for sent in hands.map(send, range(PARALLEL)) for status in sent)
        looks.end()
    figures["texts"], figures["answers"], figures["other pages"] = len(cases), dict(answers), dict(looks.seen)
    figures.must(set(answers) <= {303, 400}, f"a text is answered {dict(answers)}")
    figures.must(set(looks.seen) <= {200}, f"others were answered {dict(looks.seen)}")
    figures.must(site.server.worker() == worker, "the worker died")
    figures.must(Reader(site.server.address).get(article).status == 200, "the page that holds them fails")
    figures.soon("others p99", quantile(looks.times, 0.99), 1.0)
    return figures


def _at_the_limit(case: dict[str, object]) -> str:
    """As many repetitions as fill a comment."""
    segments = case["segments"]
    assert isinstance(segments, list)
    n = 1
    while len(expand(segments, 2 * n)) <= MAX_BODY and n < MAX_BODY:
        n *= 2
    return expand(segments, n)[:MAX_BODY]


def dawdle(ground: Ground) -> Figures:
    """F34. Half of the connections send nothing, half a byte a second."""
    site, figures = ground.site("shared"), Figures()
    article, seconds = site.article("f34"), ground.scale(3.0, 90.0)
    with _dawdlers(site, figures), reading(site.reader("in-a-hurry"), article) as looks:
        looks.begin()
        time.sleep(seconds)
        looks.end()
    figures["connections"], figures["for"], figures["pages"] = SLOW, f"{seconds:g} s", dict(looks.seen)
    figures.must(set(looks.seen) == {200}, f"a normal reader is answered {dict(looks.seen)}")
    figures.soon("p95", quantile(looks.times, 0.95), 1.0)
    return figures


@contextmanager
def _dawdlers(site: Site, figures: Figures) -> Iterator[None]:
    lines = [socket.create_connection(("localhost", site.server.port)) for _ in range(SLOW)]
    over = threading.Event()
    thread = threading.Thread(target=_send_slowly, args=(lines[: SLOW // 2], over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
        figures["closed by the server"] = sum(_is_closed(line) for line in lines)
        for line in lines:
            line.close()


def _send_slowly(lines: list[socket.socket], over: threading.Event) -> None:
    for byte in b"GET / HTTP/1.1\r\nX-Slow: " + b"x" * 1_000:
        for line in lines:
            with suppress(OSError):
                line.send(bytes([byte]))
        if over.wait(1.0):
            return


def _is_closed(line: socket.socket) -> bool:
    with selectors.DefaultSelector() as waiting:
        waiting.register(line, selectors.EVENT_READ)
        return bool(waiting.select(0))
