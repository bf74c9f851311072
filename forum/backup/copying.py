"""Copying a SQLite database page by page, out of a site that goes on writing, and into its place.

*Why under one lock.* With the rollback journal a copy made in steps begins anew whenever another process writes: with
forty comments a second one of 107 MB was not finished after 20 s and 59 beginnings. Within one read transaction the
same copy took 0.18 s, and the writers waited that long: a reader's lock lets nobody commit. A full house turns
newcomers away when nothing has moved for a second (`forum.rooms`), so the lock is let go of before that, after some
400 MB here, for long enough that all who waited have written. If somebody did, SQLite begins the copy anew, and
finishes it as soon as nobody writes for the time that it takes. With a write-ahead log a reader stops nobody, and
one transaction is held to the end.
"""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from forum.backup.watching import Bar
from forum.errors import Conflict, Invalid
from forum.transactions import BUSY_TIMEOUT_MS

# How long writers may be kept waiting, and how long they then have; in seconds, as is when to give up.
HOLD, PAUSE, PATIENCE = 0.7, 0.3, 600.0
# 4 MB: some ten milliseconds between two looks at the clock.
PAGES = 1_000


def copy_out(live: Path, target: Path, hold: float = HOLD, patience: float = PATIENCE) -> None:
    """Copy a database that may be written meanwhile. Raises Conflict when it is written too often for its size."""
    with _opened(live, "rw") as source, _opened(target, "rwc") as copy:
        copy.execute("PRAGMA synchronous = OFF")  # lost with this process anyway, and fewer locks while it is made
        logged = source.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        source.backup(copy, pages=PAGES, progress=_sharing(source, None if logged else hold, patience))
        source.execute("ROLLBACK")


def put_in_place(fresh: Path, live: Path, bar: Bar) -> None:
    """Make the live database what the fresh one is, as one transaction of its own: killed, it is the old one."""
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    done, size = 0, fresh.stat().st_size

    def progress(status: int, remaining: int, total: int) -> None:
        nonlocal done
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            if time.monotonic() > until:
                raise Conflict(f"{live} is being used. Stop the site, and restore again.")
            return
        now = size * (total - remaining) // total
        bar.update(now - done)
        done = now

    with _opened(fresh, "rw") as source, _opened(live, "rw") as place:
        place.execute("PRAGMA synchronous = FULL")
        source.backup(place, pages=PAGES, progress=progress, sleep=0.1)


def keep_aside(live: Path, aside: Path) -> None:
    """A copy of the database that is about to be replaced, on the disk before it is."""
    aside.touch(mode=0o600, exist_ok=False)
    with _opened(live, "rw") as source, _opened(aside, "rw") as copy:
        copy.execute("PRAGMA synchronous = FULL")
        source.backup(copy)


def require_sound(file: Path) -> None:
    """Raises Invalid with SQLite's own words when pages, indexes or references of a database are not right."""
    with _opened(file, "rw") as database:
        said = [str(row[0]) for row in database.execute("PRAGMA integrity_check(1)")]
        if said != ["ok"]:
            raise Invalid(f"SQLite finds the database damaged: {said[0].splitlines()[0]}.")
        lost = database.execute("PRAGMA foreign_key_check").fetchone()
        if lost:
            raise Invalid(f"The database is damaged: a row of {lost[0]} refers to one of {lost[2]} that is not there.")


@contextmanager
def _opened(file: Path, mode: str) -> Iterator[sqlite3.Connection]:
    """A connection outside any transaction; only "rwc" makes the file when there is none."""
    address = f"file:{quote(str(file))}?mode={mode}"
    timeout = BUSY_TIMEOUT_MS / 1000
    with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=timeout)) as connection:
        yield connection


def _sharing(source: sqlite3.Connection, hold: float | None, patience: float) -> Callable[[int, int, int], None]:
    """Takes the lock, and lets go of it for a while whenever it was held for `hold` seconds."""
    began = held = time.monotonic()
    _take_lock(source)

    def progress(status: int, remaining: int, total: int) -> None:
        nonlocal held
        if time.monotonic() - began > patience:
            raise Conflict("Readers write so often that no pause was long enough for a copy. Stop the site for it.")
        if hold is None or not remaining or time.monotonic() - held < hold:
            return
        source.execute("ROLLBACK")
        time.sleep(PAUSE)
        _take_lock(source)
        held = time.monotonic()

    return progress


def _take_lock(source: sqlite3.Connection) -> None:
    """BEGIN alone locks nothing: the first look does."""
    source.execute("BEGIN")
    source.execute("SELECT count(*) FROM sqlite_master").fetchone()
