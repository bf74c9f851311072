"""Who may look at a decision again without being told what it was."""

from datetime import datetime, timedelta

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.errors import YES, Answer, no
from forum.moderation.models import Decision

# What is older was decided in another week's mood, about news that nobody has in mind any more.
LATELY = timedelta(days=14)


def may_look_again(by: Account | None, decision: Decision, now: datetime) -> Answer:
    """Never who decided: somebody else, as long as it is recent."""
    answer = may_moderate(by)
    if not answer or by is None:
        return answer
    if decision.by_id == by.id:
        return no("You decided this yourself. A second look is somebody else’s.")
    return YES if decision.created_at > now - LATELY else no("That decision is more than two weeks old by now.")
