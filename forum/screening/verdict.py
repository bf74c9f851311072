"""What a check says."""

from dataclasses import dataclass
from enum import IntEnum


class Ruling(IntEnum):
    """From mild to strict; with no verdict at all a comment is published."""

    HOLD = 1


@dataclass(frozen=True)
class Verdict:
    """One check's ruling; `reason` is a sentence that the author may read."""

    rule: str
    ruling: Ruling
    reason: str
