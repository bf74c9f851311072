"""How often a page is made anew while its discussion is in full swing."""

import time
from collections.abc import Callable

# A few changes in a row are seen at once. Where they do not end, a page is made anew twice a second: it is never
# older than that, and rendering never takes the processor away from those who read.
AT_ONCE, A_SECOND = 10, 2


class Pace:
    """A bucket of so many renderings, filled again at a steady rate."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._left = float(AT_ONCE)
        self._at = clock()

    def take(self) -> bool:
        """Whether the page may be made anew now; counts it."""
        now = self._clock()
        self._left = min(AT_ONCE, self._left + (now - self._at) * A_SECOND)
        self._at = now
        if self._left < 1:
            return False
        self._left -= 1
        return True
