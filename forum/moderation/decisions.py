"""Deciding about a comment: one transaction holds the state, the counters and the record of it."""

from collections.abc import Mapping

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.counting import change_state
from forum.discussion.models import Comment, State
from forum.errors import Conflict, require
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Decision, Verb
from forum.moderation.permissions import may_decide

_AFTER: Mapping[Verb, State] = {
    Verb.APPROVE: State.APPROVED,
    Verb.REJECT: State.REJECTED,
    Verb.REMOVE: State.REMOVED,
}


def decide(comment: Comment, form: DecisionForm, by: Account) -> Decision:
    """Carry out a decision on the version that `by` saw; Conflict when it has changed. The caller holds the article."""
    require(may_decide(by, comment, form.verb))
    if comment.version != form.version:
        raise Conflict("This comment was edited or decided meanwhile. Look at it again before you decide.")
    before = comment.state
    change_state(comment, _AFTER[form.verb], form.reason)
    decision = Decision(
        comment_id=comment.id,
        by_id=by.id,
        verb=form.verb,
        reason=form.reason,
        version_seen=form.version,
        state_before=before,
        state_after=comment.state,
        created_at=clock.now(),
    )
    db.session.add(decision)
    return decision
