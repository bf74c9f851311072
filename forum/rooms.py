"""How many may be at work on the database at once.

*Why.* Whoever waits for the database keeps one of the server's threads, and when it stands still (somebody holds its
lock, its disk hangs) all of them would be taken within a second: nobody could read even what is ready. So only some
may wait for it, fewer still to write, and when nothing has moved for a while newcomers are told at once.
"""

import os
import threading
import time

from sqlalchemy.exc import TimeoutError as TooManyWait

# Python computes in one thread at a time: more than two for each core and one that waits for the disk only take turns,
# and more than eight gain nothing even on a large machine.
_PLACES = min(8, 2 * (os.cpu_count() or 1) + 1)
# The threads of `forum serve`: enough for a dozen who wait for a place, with some left for pages that are ready.
THREADS = _PLACES + 11
# How long a full house may stand still before newcomers are turned away at once, in seconds.
STUCK_AFTER = 1.5


class Room:
    """Where so many may be at once. Others wait for a place, but not in front of a house in which nothing moves."""

    def __init__(self, places: int) -> None:
        self._free = places
        self._moved = 0.0
        self._changed = threading.Condition()

    def enter(self, patience: float) -> None:
        """TooManyWait after `patience` seconds, or as soon as nothing has moved for STUCK_AFTER."""
        with self._changed:
            until = time.monotonic() + patience
            while self._free <= 0:
                left = min(until, self._moved + STUCK_AFTER) - time.monotonic()
                if left <= 0:
                    raise TooManyWait("too many wait for the database already")
                self._changed.wait(left)
            self._free -= 1
            self._moved = time.monotonic()

    def leave(self, in_vain: bool) -> None:
        """Whoever gave up in vain has not moved anything."""
        with self._changed:
            self._free += 1
            self._moved = self._moved if in_vain else time.monotonic()
            self._changed.notify()


EVERYBODY, WRITERS = Room(max(1, _PLACES - 1)), Room(max(1, _PLACES - 2))
