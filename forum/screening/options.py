"""What staff can set about a rule."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forum.screening.verdict import Ruling

Option = int | Sequence[str]


@dataclass(frozen=True)
class Options:
    """The numbers and lists of one rule."""

    values: Mapping[str, Option] = field(default_factory=dict)

    def number(self, name: str) -> int:
        value = self.values[name]
        assert isinstance(value, int), name  # noqa: S101
        return value

    def list(self, name: str) -> tuple[str, ...]:
        value = self.values[name]
        assert not isinstance(value, int), name  # noqa: S101
        return tuple(value)


@dataclass(frozen=True)
class Terms:
    """How a check is to work, by its code or by a row."""

    enabled: bool
    ruling: Ruling
    options: Options = Options()
