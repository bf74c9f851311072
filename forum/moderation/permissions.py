"""Which decision is open on which comment."""

from collections.abc import Mapping

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.discussion.models import Comment, State
from forum.errors import Answer, no
from forum.moderation.models import Verb

# A comment that was never public is rejected; one that was is removed, and its place says so.
OPEN: Mapping[Verb, frozenset[State]] = {
    Verb.APPROVE: frozenset({State.LIVE, State.HELD, State.SUSPECTED, State.REJECTED, State.REMOVED}),
    Verb.REJECT: frozenset({State.HELD, State.SUSPECTED}),
    Verb.REMOVE: frozenset({State.LIVE, State.APPROVED}),
}


def may_decide(by: Account | None, comment: Comment, verb: Verb) -> Answer:
    if comment.state not in OPEN[verb]:
        return may_moderate(by) and no(f"This comment is {comment.state} now: that decision is not open on it.")
    return may_moderate(by)
