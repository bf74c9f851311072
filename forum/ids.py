"""Identifiers: 63-bit integers that grow with time, made by the application, shown as 13 characters.

41 bits of milliseconds since 2020 (they last until 2089) stand above 22 bits that start at random in each
millisecond and then count up, so that ids made in one process are strictly increasing and those of two
processes practically never meet. An id is known before its row is written.
"""

import secrets
import threading
import time
from datetime import UTC, datetime, timedelta

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
EPOCH_MS = int(EPOCH.timestamp() * 1000)
LOW_BITS = 22
# Crockford's alphabet: no i, l, o or u, so that an address read aloud is typed right.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 13
_VALUES = {letter: value for value, letter in enumerate(ALPHABET)}
_lock = threading.Lock()
_last = 0


def new_id() -> int:
    """A fresh id, larger than every one that this process made before."""
    global _last
    moment = max(time.time_ns() // 1_000_000 - EPOCH_MS, 0)
    # The upper half of the low bits stays free for counting up within the millisecond.
    fresh = (moment << LOW_BITS) | secrets.randbits(LOW_BITS - 1)
    with _lock:
        _last = max(fresh, _last + 1)
        return _last


def moment_of(number: int) -> datetime:
    """When the id was made, to the millisecond."""
    return EPOCH + timedelta(milliseconds=number >> LOW_BITS)


def first_of(moment: datetime) -> int:
    """The least id that can be made at `moment`: every earlier one is smaller."""
    return max((moment - EPOCH) // timedelta(milliseconds=1), 0) << LOW_BITS


def to_text(number: int) -> str:
    """The 13 characters that stand for `number` in addresses."""
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def from_text(text: str) -> int:
    """The number that 13 characters stand for; ValueError when they stand for none."""
    if len(text) != LENGTH or any(letter not in _VALUES for letter in text):
        raise ValueError(f"not an id: {text!r:.40}")
    number = 0
    for letter in text:
        number = number << 5 | _VALUES[letter]
    if number >= 1 << 63:
        raise ValueError(f"not an id: {text!r:.40}")
    return number
