"""What was counted and measured while a fault was tried."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Figures:
    """What was counted and measured: promises about rows and states that are broken, and what came too late.

    What is late depends on the machine or on a moment that is rarely met: `make faults` judges it, the tests do not.
    """

    facts: dict[str, object] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)

    def __setitem__(self, name: str, fact: object) -> None:
        self.facts[name] = fact

    def must(self, holds: bool, otherwise: str) -> None:
        if not holds:
            self.broken.append(otherwise)

    def soon(self, name: str, seconds: float, limit: float) -> None:
        """Print a time; `make faults` judges it, the tests do not: they share their machine."""
        self.facts[name] = f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
        if seconds > limit:
            self.late.append(f"{name} {seconds:.2f} s, at most {limit:g}")

    @contextmanager
    def timed(self, name: str, limit: float) -> Iterator[None]:
        began = time.monotonic()
        yield
        self.soon(name, time.monotonic() - began, limit)


def quantile(times: Sequence[float], share: float) -> float:
    """The time that this share of them does not exceed."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]
