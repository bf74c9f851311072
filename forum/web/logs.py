"""What the site writes about itself: one JSON object a line, on standard error, for whoever runs it.

*Why not straight to the stream.* A full disk or a collector that hangs must not hold up a reader, so lines wait in
memory and a thread of their own writes them, fifty times a second, and a warning at once. When they cannot be written
the oldest are dropped, and counted. *What is never in it:* an address, a name, words of a reader, a token, a cookie,
the query of an address. For that reason a fault is told by its kind and its places in the code: what it says itself
often repeats the value at fault, and databases repeat rows.
"""

import json
import logging
import os
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import lru_cache

STANDARD_ERROR = 2
# Lines that wait while nobody takes them; some seconds of a busy site, some megabytes.
MOST_WAITING = 20_000
# How long a line waits for others to be written with, in seconds.
TOGETHER = 0.02
# How long a process that ends waits for its last lines to be taken, in seconds.
LAST_WORDS = 1.0
# Faults that name things of the code, and never what somebody wrote.
OF_THE_CODE = (TypeError, AttributeError, NameError, ImportError, AssertionError, MemoryError, RecursionError)

# Or what makes it: to spell out a line would cost whoever leaves it more than all else that they do here.
Line = str | Callable[[], str]


class Lines:
    """Lines on their way to a file descriptor."""

    def __init__(self, descriptor: int = STANDARD_ERROR, most: int = MOST_WAITING) -> None:
        self.dropped = 0
        self._descriptor = descriptor
        self._most = most
        self._cut = False  # whether the last line that was written lacks its end
        self._begin_anew()
        # A server may load us and then fork: each process has lines and a thread of its own.
        os.register_at_fork(after_in_child=self._begin_anew)

    def put(self, line: Line, urgent: bool = False) -> None:
        """Write the line (without its end) soon, or now."""
        if len(self._waiting) == self._waiting.maxlen:
            self.dropped += 1
        self._waiting.append(line)
        if self._thread is None:
            self._begin()
        if not self._some.is_set():
            self._some.set()
        if urgent:
            self._now.set()

    def flush(self) -> None:
        """Write what waits; what cannot be written is dropped."""
        with self._writing:
            lines = []
            while self._waiting:
                line = self._waiting.popleft()
                lines.append(line if isinstance(line, str) else line())
            if not lines:
                return
            text = ("\n" if self._cut else "") + "\n".join(lines) + "\n"
            rest = memoryview(text.encode())
            try:
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
                    self._cut = bool(rest)
            except OSError:
                self.dropped += len(lines)

    def _begin_anew(self) -> None:
        self._waiting: deque[Line] = deque(maxlen=self._most)
        self._some, self._now = threading.Event(), threading.Event()
        self._writing, self._starting = threading.Lock(), threading.Lock()
        self._thread: threading.Thread | None = None

    def _begin(self) -> None:
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._write, name="log", daemon=True)
                self._thread.start()
                # Not registered at exit, which a process that a server forked does not run; each waits for threads.
                threading.Thread(target=self._end, name="log-end").start()

    def _end(self) -> None:
        threading.main_thread().join()
        # Not written here: where nobody takes them, the process would never end.
        self._some.set()
        self._now.set()
        until = time.monotonic() + LAST_WORDS
        while (self._waiting or self._writing.locked()) and self._thread and time.monotonic() < until:
            time.sleep(0.01)

    def _write(self) -> None:
        while True:
            self._some.wait()
            self._now.wait(TOGETHER)
            self._some.clear()
            self._now.clear()
            self.flush()


class JsonHandler(logging.Handler):
    """What the code says by `logging`, as such a line; `request_id` ties it to the request that it is about."""

    def __init__(self, lines: Lines, request_id: Callable[[], str | None]) -> None:
        super().__init__()
        self._lines = lines
        self._request_id = request_id

    def emit(self, record: logging.LogRecord) -> None:
        facts = {"at": moment(record.created), "level": record.levelname.lower(), "event": _said(record)}
        request_id = self._request_id()
        if request_id:
            facts["id"] = request_id
        facts["from"] = record.name
        if record.exc_info and record.exc_info[1]:
            facts["trace"] = "".join(_told(record.exc_info[1]))
        self._lines.put(json.dumps(facts), urgent=record.levelno >= logging.WARNING)


def _said(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):  # words and their places do not fit: no reason to fail who says it
        return str(record.msg)


def _told(error: BaseException) -> Iterator[str]:
    """The fault and what it came of, that one first: kinds and places."""
    earlier = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if earlier is not None:
        yield from _told(earlier)
        yield "\nwhich led to:\n\n"
    yield from traceback.format_tb(error.__traceback__)
    kind = type(error)
    yield f"{kind.__module__}.{kind.__qualname__}" + (f": {error}" if isinstance(error, OF_THE_CODE) else "") + "\n"


def moment(at: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, to the millisecond."""
    return _thousandth(int(at * 1000))


# A busy site begins many requests in the same thousandth of a second.
@lru_cache(maxsize=2)
def _thousandth(at: int) -> str:
    second, rest = divmod(at, 1000)
    return f"{datetime.fromtimestamp(second, UTC):%Y-%m-%dT%H:%M:%S}.{rest:03}Z"
