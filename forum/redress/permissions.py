"""Who may answer to a statement, send rejected words once more, and decide about an appeal."""

from collections.abc import Sequence
from datetime import datetime

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.discussion.models import Comment, State
from forum.discussion.permissions import may_post
from forum.errors import YES, Answer, no
from forum.statements.models import Appeal, Statement
from forum.statements.terms import appeal_until
from forum.web.jinja import day


def may_appeal(statement: Statement, comment: Comment | None, appeal: Appeal | None, now: datetime) -> Answer:
    """Whoever it is for: that they are is known by their session, or by the key in their mail."""
    if appeal is not None:
        return no("You have appealed against this already: that can be done once.")
    if statement.withdrawn_at is not None:
        return no("This no longer holds, so there is nothing to appeal against.")
    if now > appeal_until(statement):
        return no(f"An appeal was possible until {day(appeal_until(statement))}. You can still go to a court.")
    if comment is not None and comment.state == State.DELETED:
        return no("You have deleted this comment since, so there is nothing to bring back.")
    return YES


def may_resubmit(by: Account | None, comment: Comment, appeal_waits: bool, now: datetime) -> Answer:
    if by is None or by.id != comment.author_id:
        return no("Only its author may edit a comment.")
    if comment.state != State.REJECTED:
        return no("Only a comment that was not published can be sent again.")
    if comment.resubmitted_at is not None:
        return no("You have sent this comment again once, and it was not published. You can write a new one.")
    if appeal_waits:
        return no("Your appeal about this comment waits for an answer. When it has come you can change your words.")
    return may_post(by, comment.article, now)


def may_answer(by: Account | None, appellant: Account, makers: frozenset[int], others: Sequence[Account]) -> Answer:
    """Never who made the decision: somebody else looks again."""
    answer = may_moderate(by)
    if not answer or by is None:
        return answer
    if by.id == appellant.id:
        return no("Nobody decides about their own appeal.")
    if by.id in makers:
        return no(f"You made this decision, so somebody else has to look at it again. {who_can(others)}")
    return YES if by in others else no(f"You may not take this back. {who_can(others)}")


def who_can(others: Sequence[Account]) -> str:
    if not others:
        return "Nobody else can at present: an admin has to make another moderator first."
    names = [person.display_name for person in others]
    listed = names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
    return f"{listed} can."
