"""What readers wrote down themselves, so that the site's word is not all that there is.

Each writes into a file of its own: what it is about to send, before that, and what was answered for, after that. A
303 is sent after the commit: from then on the comment is promised.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.figures import Figures


@dataclass(frozen=True)
class Reckoning:
    """The rows beside what was written down."""

    sent: int
    acknowledged: int
    lost: int
    duplicates: int
    half_written: Sequence[str]
    integrity: str

    def into(self, figures: Figures) -> None:
        for name in ("sent", "acknowledged", "lost", "duplicates"):
            figures[name] = getattr(self, name)
        figures["half-written"] = len(self.half_written)
        figures["integrity"] = self.integrity
        figures.must(self.acknowledged > 0, "nothing was acknowledged, so nothing could be lost")
        figures.must(self.lost == 0, f"{self.lost} acknowledged comments are lost")
        figures.must(self.duplicates == 0, f"{self.duplicates} comments stand twice")
        figures.must(not self.half_written, f"half-written: {'; '.join(self.half_written[:3])}")
        figures.must(self.integrity == "ok", f"integrity check: {self.integrity[:200]}")


class Ledger:
    """One reader's file. Words are unique: by them a comment is known."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def sending(self, words: str) -> None:
        self._write(f"sending\t{words}")

    def acknowledged(self, words: str, comment: str) -> None:
        self._write(f"acknowledged\t{words}\t{comment}")

    def _write(self, line: str) -> None:
        with self.file.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


@dataclass(frozen=True)
class Said:
    """All that the ledgers of a folder hold."""

    sent: frozenset[str]
    acknowledged: Mapping[str, str]  # words by the comment's name in addresses

    @classmethod
    def read(cls, folder: Path) -> "Said":
        lines = [line for file in sorted(folder.glob("*.ledger")) for line in file.read_text("utf-8").splitlines()]
        fields = [line.split("\t") for line in lines]
        return cls(
            sent=frozenset(words for kind, words, *_ in fields if kind == "sending"),
            acknowledged={rest[0]: words for kind, words, *rest in fields if kind == "acknowledged"},
        )

    def reckon(self, rows: Mapping[str, str], wrong: Sequence[str], integrity: str) -> Reckoning:
        """`rows` are the words by name; `wrong` is what a recount finds."""
        ours = Counter(words for words in rows.values() if words in self.sent)
        return Reckoning(
            sent=len(self.sent),
            acknowledged=len(self.acknowledged),
            lost=sum(rows.get(name) != words for name, words in self.acknowledged.items()),
            duplicates=sum(times - 1 for times in ours.values()),
            half_written=wrong,
            integrity=integrity,
        )
