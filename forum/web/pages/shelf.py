"""Where what was made is kept: as many bytes as the owner allows, what was asked for last."""

import threading
from collections import OrderedDict
from typing import Generic, Protocol, TypeVar


class Weighed(Protocol):
    """What says how many bytes it takes."""

    def size(self) -> int: ...


T = TypeVar("T", bound=Weighed)


class Shelf(Generic[T]):
    """By address; bounded in bytes. Safe among threads."""

    def __init__(self, most: int) -> None:
        """`most`: bytes."""
        self.most = most
        self.bytes = 0
        self.content = object()  # another one whenever something else lies there
        self._kept: OrderedDict[str, T] = OrderedDict()
        self._sizes: dict[str, int] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._kept)

    def get(self, address: str) -> T | None:
        kept = self._kept.get(address)
        if kept is not None:
            with self._lock:
                if address in self._kept:
                    self._kept.move_to_end(address)
        return kept

    def put(self, address: str, kept: T) -> None:
        """Keep it; what was not asked for the longest makes room."""
        with self._lock:
            self._place(address, kept)

    def weigh_again(self, address: str, kept: T) -> None:
        """It has grown. Meanwhile another may lie in its place: then that one stays."""
        with self._lock:
            if self._kept.get(address) is kept:
                self._place(address, kept)

    def drop(self, address: str) -> None:
        with self._lock:
            self._take_away(address)

    def _place(self, address: str, kept: T) -> None:
        self._take_away(address)
        self.content = object()
        self._kept[address] = kept
        # Addresses are as long as readers make them.
        self._sizes[address] = kept.size() + len(address)
        self.bytes += self._sizes[address]
        while self.bytes > self.most:
            self._take_away(next(iter(self._kept)))

    def _take_away(self, address: str) -> None:
        if self._kept.pop(address, None) is not None:
            self.bytes -= self._sizes.pop(address)
            self.content = object()
