"""How often something happened within a while, in the memory of this process.

*Why not the library's own memory.* That of `limits` 5.8 keeps the name of every window for good, starts a thread at
each count to tidy up the rest, and a clock that is set back by a day locks everybody out until it has caught up.
This one forgets what is over as it goes, and asks the site's clock.
"""

from collections import OrderedDict
from dataclasses import dataclass
from math import ceil
from threading import Lock

from limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from forum import clock

# Fourteen newcomers a second, all of an hour; about 20 MB. Of more, those are forgotten that were quiet for longest.
MOST_WINDOWS = 50_000


@dataclass(frozen=True)
class Full:
    """As often as `limit` allows; in `wait` seconds there is room for one more."""

    limit: RateLimitItem
    wait: int


class Windows(MemoryStorage):
    """When what was counted happened, by key. Who asks holds a lock."""

    def __init__(self, most: int = MOST_WINDOWS) -> None:
        super().__init__()
        self.most = most
        self.longest = 0
        # What was counted last is at the end.
        self.times: OrderedDict[str, list[float]] = OrderedDict()

    def acquire_entry(self, key: str, limit: int, expiry: int, amount: int = 1) -> bool:
        now = clock.now().timestamp()
        times = self._within(key, expiry, now)
        if len(times) + amount > limit:
            return False
        self.times[key] = times + [now] * amount
        self.times.move_to_end(key)
        self.longest = max(self.longest, expiry)
        self._forget(now)
        return True

    def get_moving_window(self, key: str, limit: int, expiry: int) -> tuple[float, int]:
        now = clock.now().timestamp()
        times = self._within(key, expiry, now)
        return (times[0] if times else now), len(times)

    def _within(self, key: str, expiry: int, now: float) -> list[float]:
        # A clock that was set back leaves moments that are still to come: nobody waits for those.
        return [at for at in self.times.get(key, ()) if now - expiry < at <= now]

    def _forget(self, now: float) -> None:
        while len(self.times) > self.most or next(iter(self.times.values()))[-1] <= now - self.longest:
            self.times.popitem(last=False)


class Counts:
    """What the threads of one process count together."""

    def __init__(self, windows: Windows | None = None) -> None:
        self.windows = windows or Windows()
        self._limiter = MovingWindowRateLimiter(self.windows)
        self._lock = Lock()

    def add(self, limits: tuple[RateLimitItem, ...], key: str) -> Full | None:
        """Count one more, unless a limit is reached: then nothing is counted, and the limit to wait for returned.

        What is refused is not counted, or who presses a button impatiently would wait for ever.
        """
        with self._lock:
            full = [self._full(limit, key) for limit in limits if not self._limiter.test(limit, key)]
            if full:
                return max(full, key=lambda each: each.wait)
            for limit in limits:
                self._limiter.hit(limit, key)
        return None

    def _full(self, limit: RateLimitItem, key: str) -> Full:
        free_at = self._limiter.get_window_stats(limit, key).reset_time
        return Full(limit, max(1, ceil(free_at - clock.now().timestamp())))
