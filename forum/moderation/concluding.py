"""What every decision ends with, in its own transaction: its author is told why, and the log has its line."""

from collections.abc import Mapping, Sequence
from typing import Any

from forum.db import db
from forum.moderation.log import Happened, log
from forum.moderation.models import Decision
from forum.moderation.stating import state_why


def conclude(decisions: Sequence[Decision], more: str = "", to: int | None = None) -> None:
    """Of all that were made together. To be called last.

    `more` is what the moderator adds for the authors, or for the one with the id `to` alone.
    """
    db.session.flush()
    noted = state_why(decisions, more, to)
    for decision in decisions:
        decision.waited = noted.get(decision.id, {}).get("seconds")
    log(*(happened(decision, noted.get(decision.id)) for decision in decisions))


def happened(decision: Decision, noted: Mapping[str, Any] | None = None) -> Happened:
    """Its line in the log."""
    return Happened(
        kind=decision.verb,
        by_id=decision.by_id,
        person_id=decision.person_id,
        comment_id=decision.comment_id,
        article_id=decision.article_id,
        before=decision.before,
        after=decision.after,
        reason=decision.reason,
        revision=decision.version_seen,
        more=dict(noted or {}),
    )
