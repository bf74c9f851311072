"""What a decision about a comment says to who reported it."""

from sqlalchemy import select

from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.reports import Cause, Outcome
from forum.moderation.models import Decision, Verb
from forum.reporting.settling import answer, answer_anew, reopen

_AWAY = (State.REJECTED, State.REMOVED)


def answer_reports(comment: Comment, decision: Decision) -> None:
    """Every report of it that waits is answered, and what was answered by a decision that is taken back, anew."""
    verb = decision.verb
    if verb in (Verb.APPROVE, Verb.TRUST):
        _answer_who_was_right(comment, decision)
        answer(comment, Outcome.DECLINED, decision.id)
    elif verb == Verb.SPOILER:  # that is all that was wrong with it, to who said so
        answer(comment, Outcome.UPHELD, decision.id, Cause.SPOILER)
    elif verb == Verb.UNDO and decision.of_id is not None:
        reopen(comment, decision.of_id)
    elif verb == Verb.REVERSE and decision.of_id is not None:
        answer_anew(comment, decision.of_id, decision.id)
    if comment.state in _AWAY:  # however it came to be: nobody looks at it again, so no report of it waits
        answer(comment, Outcome.UPHELD, decision.id)


def _answer_who_was_right(comment: Comment, decision: Decision) -> None:
    """What was taken away comes back without a reversal: it was answered by whatever took it away."""
    if decision.state_before not in _AWAY:
        return
    before = select(Decision.id).where(Decision.comment_id == comment.id, Decision.id < decision.id)
    took = before.where(Decision.state_after == decision.state_before, Decision.state_before != Decision.state_after)
    former = db.session.scalar(took.order_by(Decision.id.desc()).limit(1))
    if former is not None:
        answer_anew(comment, former, decision.id)
