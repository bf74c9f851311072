"""A comment is brought to where a route is tried on it."""

from forum.accounts.models import Account
from forum.config import Hold
from forum.discussion.counting import change_state
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment, State
from forum.moderation.models import Verb
from tests.factories import decided


def bring_to(comment: Comment, state: str, author: Account, moderator: Account) -> None:
    match state:
        case "approved":
            decided(comment, Verb.APPROVE, moderator)
        case "rejected":
            decided(comment, Verb.REJECT, moderator)
        case "removed":
            decided(comment, Verb.REMOVE, moderator)
        case "deleted":
            delete_comment(comment, author)
        case "unconfirmed" | "suspected":  # no verb leads there yet
            change_state(comment, State(state))
    assert comment.state == State(state)


def holds(state: str) -> Hold:
    return Hold.ALL if state in ("held", "approved", "rejected") else Hold.OPEN


def let_stand(comment: Comment) -> None:
    """Whatever the rules say of the same words again and again."""
    if comment.state != State.LIVE:
        change_state(comment, State.LIVE)
