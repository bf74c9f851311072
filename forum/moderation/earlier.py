"""How a comment stood at any moment since it was said."""

from dataclasses import dataclass, field
from datetime import datetime

from forum.discussion.models import State


@dataclass
class Earlier:
    """What somebody said before, and what became of it: when it came to wait, and how it was decided."""

    place: tuple[datetime, int]
    state: State
    waits: list[datetime] = field(default_factory=list)
    decisions: list[tuple[datetime, State, State]] = field(default_factory=list)  # from which state to which

    def state_at(self, moment: datetime) -> State:
        changes = sorted(((at, State.HELD) for at in self.waits), key=_moment)
        state = State.LIVE if changes else self.state
        if self.decisions and (not changes or self.decisions[0][0] < changes[0][0]):
            state = self.decisions[0][1]
        changes += [(at, after) for at, _, after in self.decisions]
        for at, after in sorted(changes, key=_moment):
            state = after if at <= moment else state
        return state


def _moment(change: tuple[datetime, State]) -> datetime:
    return change[0]
