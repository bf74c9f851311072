"""What a decision about a comment says to who reported it."""

from collections.abc import Mapping

from forum.discussion.models import Comment
from forum.discussion.reports import Cause, Outcome
from forum.moderation.models import Decision, Verb
from forum.reporting.settling import answer, answer_anew, reopen

_OUTCOMES: Mapping[Verb, Outcome] = {
    Verb.APPROVE: Outcome.DECLINED,
    Verb.TRUST: Outcome.DECLINED,
    Verb.REJECT: Outcome.UPHELD,
    Verb.REMOVE: Outcome.UPHELD,
    Verb.REMOVE_ALL: Outcome.UPHELD,
}


def answer_reports(comment: Comment, decision: Decision) -> None:
    """Every report of it that waits is answered, and what was answered by a decision that is taken back, anew."""
    verb = decision.verb
    if verb in _OUTCOMES:
        answer(comment, _OUTCOMES[verb], decision.id)
    elif verb == Verb.SPOILER:  # that is all that was wrong with it, to who said so
        answer(comment, Outcome.UPHELD, decision.id, Cause.SPOILER)
    elif verb == Verb.UNDO and decision.of_id is not None:
        reopen(comment, decision.of_id)
    elif verb == Verb.REVERSE and decision.of_id is not None:
        answer_anew(comment, decision.of_id, decision.id)
