"""What became of each of many."""

from dataclasses import dataclass

from forum.errors import Refusal
from forum.moderation.models import Decision


@dataclass(frozen=True)
class Outcome:
    """Of one comment (of an article: none): the decision, or why there is none."""

    comment_id: int | None
    decision_id: int | None
    refusal: str = ""

    @property
    def is_done(self) -> bool:
        return self.decision_id is not None


def done(comment_id: int | None, decision: Decision) -> Outcome:
    return Outcome(comment_id, decision.id)


def conflict(comment_id: int | None, refusal: Refusal) -> Outcome:
    return Outcome(comment_id, None, refusal.sentence)
