"""What each line of the demonstration's script does, by the verb that a reader's or a moderator's own press calls."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.demo.script import Line
from forum.discussion.counting import change_state
from forum.discussion.deleting import delete_comment
from forum.discussion.editing import edit_comment
from forum.discussion.forms import CommentForm, parse_body
from forum.discussion.models import Comment, State
from forum.discussion.posting import post_comment
from forum.discussion.recommending import recommend
from forum.moderation.decisions import carry_out
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Verb

MODERATOR = "sam"
_WAITING_AT_FIRST = frozenset({State.HELD, State.APPROVED, State.REJECTED})


@dataclass(frozen=True)
class Stage:
    """What the steps share: the place, the people, and the row that each line has become."""

    article: Article
    people: Mapping[str, Account]
    comments: dict[int, Comment]


def post(stage: Stage, line: Line) -> None:
    parent = None if line.parent is None else stage.comments[line.parent]
    form = CommentForm(parse_body(line.said["body"].strip()), parent.id if parent else None, key=None)
    # Whoever has nothing published yet waits: that is what the reason beside a held comment says.
    holds = Hold.FIRST if line.state in _WAITING_AT_FIRST else Hold.OPEN
    stage.comments[line.number] = post_comment(stage.article, form, _author(stage, line), holds)


def edit(stage: Stage, line: Line) -> None:
    body = parse_body(line.said["edited"]["body"].strip())
    edit_comment(stage.comments[line.number], body, _author(stage, line), Hold.OPEN)


def praise(stage: Stage, line: Line, handle: str) -> None:
    recommend(stage.comments[line.number], by=stage.people[handle])


def _delete(stage: Stage, line: Line) -> None:
    delete_comment(stage.comments[line.number], by=_author(stage, line))


def _approve(stage: Stage, line: Line) -> None:
    _decide(stage, line, Verb.APPROVE)


def _reject(stage: Stage, line: Line) -> None:
    _decide(stage, line, Verb.REJECT)


def _remove(stage: Stage, line: Line) -> None:
    _decide(stage, line, Verb.REMOVE)


def _decide(stage: Stage, line: Line, verb: Verb) -> None:
    comment = stage.comments[line.number]
    form = DecisionForm(verb, line.said.get("reason"), comment.version)
    # Nobody of the site's staff did this: it is in no log, and goes without a trace.
    carry_out(comment, form, by=stage.people[MODERATOR])


def _suspect(stage: Stage, line: Line) -> None:
    # No verb suspects yet: this is the door through which every verb changes a state, so the counts are right.
    change_state(stage.comments[line.number], State.SUSPECTED, line.said["reason"])


def _author(stage: Stage, line: Line) -> Account:
    return stage.people[line.said["by"]]


# By the state that the file gives a comment, what brings it there: soon after it was posted, or last of all.
SOON: Mapping[str, Callable[[Stage, Line], None]] = {
    State.APPROVED: _approve,
    State.REJECTED: _reject,
    State.SUSPECTED: _suspect,
}
AT_LAST: Mapping[str, Callable[[Stage, Line], None]] = {State.DELETED: _delete, State.REMOVED: _remove}
