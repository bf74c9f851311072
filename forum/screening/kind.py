"""What there is to say about one rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from forum.screening.options import Option, Options, Terms
from forum.screening.submission import Submission
from forum.screening.verdict import Finding, Ruling

Check = Callable[[Submission, Options], Finding | None]


@dataclass(frozen=True)
class Kind:
    """One rule. `limits` say by option between which numbers it may be set."""

    name: str
    title: str
    about: str
    check: Check
    ruling: Ruling
    enabled: bool = True
    options: Mapping[str, Option] = field(default_factory=dict)
    limits: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    fixed: bool = False  # of the site itself: no row changes it
    of_staff: bool = False  # staff's words are looked at too, and go out all the same
    of_trusted: bool = False  # whoever is trusted is not spared

    @property
    def terms(self) -> Terms:
        return Terms(self.enabled, self.ruling, Options(self.options))
