"""Who is told of a comment, and why: one pure function of rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forum.notifications.kinds import CLOSEST
from forum.notifications.models import Kind


@dataclass(frozen=True)
class Said:
    """A comment, as far as it matters to whom it is told."""

    author_id: int
    is_public: bool


@dataclass(frozen=True)
class Tie:
    """One reason why one person would want to know."""

    person_id: int
    kind: Kind


@dataclass(frozen=True)
class Deaf:
    """Who must not be told, each for one reason."""

    gone: frozenset[int] = field(default_factory=frozenset)  # banned, erased, guests
    muting_author: frozenset[int] = field(default_factory=frozenset)
    silencing_place: frozenset[int] = field(default_factory=frozenset)  # the article or the thread

    def __contains__(self, person_id: object) -> bool:
        return any(person_id in deaf for deaf in (self.gone, self.muting_author, self.silencing_place))


def recipients(said: Said, ties: Iterable[Tie], deaf: Deaf) -> Mapping[int, tuple[Kind, ...]]:
    """By person, all reasons, the closest first.

    Nobody is told of what is not public, of what they said themselves, or of what they do not want to hear of.
    """
    if not said.is_public:
        return {}
    reasons: dict[int, set[Kind]] = {}
    for tie in ties:
        if tie.person_id != said.author_id and tie.person_id not in deaf:
            reasons.setdefault(tie.person_id, set()).add(tie.kind)
    return {person: tuple(sorted(kinds, key=CLOSEST.index)) for person, kinds in reasons.items()}
