"""What the site writes about itself: one JSON object a line, on standard error, for whoever runs it.

*Why not straight to the stream.* A full disk or a collector that hangs must not hold up a reader, so lines wait in
memory and a thread of their own writes them, ten times a second, and a warning at once. When they cannot be written
the oldest are dropped, and counted. *What is never in it:* an address, a name, words of a reader, a token, a cookie,
the query of an address.
"""

import atexit
import json
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime
from functools import lru_cache

STANDARD_ERROR = 2
# Lines that wait while nobody takes them; some seconds of a busy site, some megabytes.
MOST_WAITING = 20_000
# How long a line waits for others to be written with, in seconds.
TOGETHER = 0.1


class Lines:
    """Lines on their way to a file descriptor."""

    def __init__(self, descriptor: int = STANDARD_ERROR, most: int = MOST_WAITING) -> None:
        self.dropped = 0
        self._descriptor = descriptor
        self._waiting: deque[str] = deque(maxlen=most)
        self._some, self._now = threading.Event(), threading.Event()
        self._writing = threading.Lock()
        self._process = 0

    def put(self, line: str, urgent: bool = False) -> None:
        """Write the line (without its end) soon, or now."""
        if len(self._waiting) == self._waiting.maxlen:
            self.dropped += 1
        self._waiting.append(line)
        if self._process != os.getpid():
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
                lines.append(self._waiting.popleft())
            if not lines:
                return
            rest = memoryview(("\n".join(lines) + "\n").encode())
            try:
                while rest:
                    rest = rest[os.write(self._descriptor, rest) :]
            except OSError:
                self.dropped += len(lines)

    def _begin(self) -> None:
        # A server may load us and then fork: each process has a thread of its own.
        self._process = os.getpid()
        threading.Thread(target=self._write, name="log", daemon=True).start()
        atexit.register(self.flush)

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
        facts = {"at": moment(record.created), "level": record.levelname.lower(), "event": record.getMessage()}
        request_id = self._request_id()
        if request_id:
            facts["id"] = request_id
        facts["from"] = record.name
        if record.exc_info:
            facts["trace"] = (self.formatter or logging.Formatter()).formatException(record.exc_info)
        self._lines.put(json.dumps(facts), urgent=record.levelno >= logging.WARNING)


def moment(at: float) -> str:
    """Seconds since 1970 as ISO 8601 in UTC, to the millisecond."""
    return f"{_second(int(at))}.{int(at % 1 * 1000):03}Z"


@lru_cache(maxsize=2)
def _second(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%S")


def now() -> str:
    return moment(time.time())
