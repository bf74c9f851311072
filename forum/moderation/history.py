"""What was decided about a comment, for whoever decides next."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment
from forum.moderation.decisions import PAST, ago
from forum.moderation.models import Decision, Verb
from forum.moderation.permissions import may_decide_on_escalated
from forum.moderation.undoing import UNDO, can_be_taken_back

SHOWN = 10


@dataclass(frozen=True)
class Line:
    """One decision as it is told, and how it can be taken back, if it can."""

    decision: Decision
    sentence: str
    take_back: str | None  # "undo", "reverse" or None


def decisions_on(comment: Comment, now: datetime, by: Account) -> Sequence[Line]:
    """The latest first. Only the latest can be taken back: what came after stands on it."""
    mine = select(Decision, Account.display_name).join(Account, Account.id == Decision.by_id)
    rows = db.session.execute(
        mine.where(Decision.comment_id == comment.id).order_by(Decision.id.desc()).limit(SHOWN)
    ).all()
    lines = []
    for place, (decision, name) in enumerate(rows):
        why = f" ({decision.reason})" if decision.reason else ""
        sentence = f"{name} {PAST[decision.verb]} {ago(decision.created_at, now)}{why}."
        lines.append(Line(decision, sentence, _way_back(decision, comment, now, by) if place == 0 else None))
    return lines


def _way_back(decision: Decision, comment: Comment, now: datetime, by: Account) -> str | None:
    if not can_be_taken_back(decision):
        return None
    if decision.by_id == by.id and decision.verb != Verb.UNDO and now - decision.created_at <= UNDO:
        return "undo"
    return "reverse" if may_decide_on_escalated(by, comment) else None
