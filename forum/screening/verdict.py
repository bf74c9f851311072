"""What a check says."""

from dataclasses import dataclass
from enum import StrEnum

# Under this name stands what a program elsewhere said (`outside`), which is no rule of ours.
OUTSIDE = "outside-check"


class Ruling(StrEnum):
    """From mild to strict; with no verdict at all a comment is published."""

    NOTE = "note"  # the comment goes out, and moderators read why it was noticed
    HOLD = "hold"
    SUSPECT = "suspect"  # probably spam
    REFUSE = "refuse"  # not taken: a sentence, and the words stay in the box

    @property
    def strictness(self) -> int:
        return list(Ruling).index(self)


@dataclass(frozen=True)
class Finding:
    """What a check noticed, before a rule says how strict that is to be taken.

    `reason` is a sentence that the author may read. Where it would teach how to get round the rule it says less than
    `for_moderators` does.
    """

    reason: str
    for_moderators: str
    matched: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """One check's finding under its rule."""

    rule: str
    ruling: Ruling
    reason: str
    for_moderators: str = ""
    matched: tuple[str, ...] = ()
