"""Whether anything may have been written since one last looked: cheap enough to ask at every request."""

import sqlite3
import threading
import time
from contextlib import closing, suppress
from typing import Protocol

from sqlalchemy import make_url

# How long a look at the database is good for, in seconds. SQLite is asked within the machine for whether anything was
# committed, by any process: that costs ten millionths of a second. PostgreSQL would have to be asked for everything
# that is kept, over a network: four times a second is enough to be true within a second.
LOOK_EVERY, ASK_EVERY = 0.005, 0.25
# How long a database that did not answer is left alone.
PAUSE = 1.0


class Changes(Protocol):
    """Gives a token; as long as the token is equal nothing was written that one would have to know of."""

    def token(self) -> object: ...

    def written(self) -> None:
        """This process has written something."""

    def pause(self) -> None:
        """The database does not answer: say for a moment that nothing was written."""


def changes_of(database_url: str) -> Changes:
    url = make_url(database_url)
    return BySqlite(url.database) if url.get_backend_name() == "sqlite" and url.database else ByTime()


class ByTime:
    """For a database that only tells when it is asked for each thing: own changes at once, others from time to time."""

    def __init__(self) -> None:
        self._own = 0
        self._paused = 0.0
        self._lock = threading.Lock()

    def token(self) -> object:
        return self._own, int(max(time.monotonic(), self._paused) / ASK_EVERY)

    def written(self) -> None:
        with self._lock:
            self._own += 1

    def pause(self) -> None:
        self._paused = time.monotonic() + PAUSE


class BySqlite:
    """SQLite counts the commits of all others for each connection; ours never writes, so that it counts all."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._own = 0
        self._seen = 0
        self._look_at = 0.0
        self._connection: sqlite3.Connection | None = None
        self._lock = threading.Lock()

    def token(self) -> object:
        now = time.monotonic()
        if now >= self._look_at and self._lock.acquire(blocking=False):
            try:
                self._look_at = now + LOOK_EVERY
                self._seen = self._looked()
            finally:
                self._lock.release()
        return self._own, self._seen

    def written(self) -> None:
        with self._lock:
            self._own += 1
            self._look_at = 0.0

    def pause(self) -> None:
        self._look_at = time.monotonic() + PAUSE

    def _looked(self) -> int:
        # While somebody commits, the file is theirs: nothing has been written yet, and the next look will tell.
        with suppress(sqlite3.OperationalError):
            if self._connection is None:
                # Opened here and not earlier, since a server may load us and fork afterwards.
                self._connection = sqlite3.connect(
                    f"file:{self._file}?mode=rw", timeout=0, uri=True, isolation_level=None, check_same_thread=False
                )
            with closing(self._connection.execute("PRAGMA data_version")) as found:
                version: int = found.fetchone()[0]
                return version
        return self._seen
