"""Whether anything may have been written since one last looked: cheap enough to ask at every request."""

import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

# How long a look at the database is good for, in seconds. SQLite is asked within the machine for whether anything was
# committed, by any process: that costs ten millionths of a second. PostgreSQL would have to be asked for everything
# that is kept, over a network: four times a second is enough to be true within a second.
LOOK_EVERY, ASK_EVERY = 0.005, 0.25
# How long a database that did not answer is left alone.
PAUSE = 1.0


class Changes:
    """Gives a token; as long as the token is equal nothing was written that one would have to know of."""

    def __init__(self) -> None:
        self._own = 0
        self._paused_until = 0.0
        self._lock = threading.Lock()

    def token(self) -> object:
        raise NotImplementedError  # how to look depends on the database: each kind below has its own way

    def written(self) -> None:
        """This process has written something."""
        with self._lock:
            self._own += 1
            self._paused_until = 0.0

    def pause(self) -> None:
        """The database does not answer: leave it alone for a moment."""
        self._paused_until = time.monotonic() + PAUSE

    def is_paused(self) -> bool:
        return time.monotonic() < self._paused_until


def changes_of(database_url: str) -> Changes:
    url = make_url(database_url)
    return BySqlite(url.database) if url.get_backend_name() == "sqlite" and url.database else ByTime()


class ByTime(Changes):
    """For a database that only tells when it is asked for each thing: own changes at once, others from time to time."""

    def token(self) -> object:
        return self._own, int(time.monotonic() / ASK_EVERY)


class BySqlite(Changes):
    """SQLite counts the commits of all others for each connection; ours never writes, so that it counts all."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file
        self._seen = 0
        self._look_at = 0.0
        self._connection: sqlite3.Connection | None = None

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
        super().written()
        self._look_at = 0.0

    def _looked(self) -> int:
        try:
            if self._connection is None:
                self._connection = self._connected()
            with closing(self._connection.execute("PRAGMA data_version")) as found:
                version: int = found.fetchone()[0]
                return version
        except sqlite3.Error as error:
            # While somebody commits, the file is theirs: nothing has been written yet, and the next look will tell.
            if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_BUSY:
                # Anything else the database shall say itself, to whom asks it for a page.
                self._own += 1
                self._connection = None
            return self._seen

    def _connected(self) -> sqlite3.Connection:
        # Opened late, since a server may load us and fork afterwards; never made, since we only look.
        address = f"{Path(self._file).absolute().as_uri()}?mode=rw"
        return sqlite3.connect(address, timeout=0, uri=True, isolation_level=None, check_same_thread=False)
