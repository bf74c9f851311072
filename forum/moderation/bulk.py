"""One decision about many comments: one reason, one undo, and an answer for each of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.permissions import visible_to
from forum.errors import Invalid, NotFound, Refusal, require
from forum.ids import new_id
from forum.moderation.concluding import conclude
from forum.moderation.decisions import carry_out
from forum.moderation.forms import BulkForm, DecisionForm
from forum.moderation.models import Decision, Verb
from forum.moderation.outcome import Outcome, conflict, done
from forum.moderation.permissions import OPEN

# What one looks over before saying yes. The rest is the same person's, and one may say yes again.
MOST_OF_ONE = 1_000
FIRST_LINES = 5
# Said of many at once, these would be a slip: a thread is moved, a comment pinned, with care.
_TOGETHER = frozenset({Verb.APPROVE, Verb.TRUST, Verb.REJECT, Verb.REMOVE, Verb.SPOILER})


@dataclass(frozen=True)
class Preview:
    """What deciding about everything by a person would touch."""

    count: int
    newest: Sequence[Comment]  # the first few, to be sure that it is them


def decide_together(form: BulkForm, by: Account) -> tuple[int, list[Outcome]]:
    """The batch, and in the order of the form what became of each. Holds the articles itself."""
    require(may_moderate(by))
    if form.verb not in _TOGETHER:
        raise Invalid("That is decided one at a time.", "verb")
    comments = comments_to_change([comment_id for comment_id, _ in form.items], by)
    batch, made, outcomes = new_id(), list[Decision](), list[Outcome]()
    for comment_id, version in form.items:
        try:
            if comment_id not in comments:
                raise NotFound("There is no such comment. It may have been deleted.")
            verb = _fitting(form.verb, comments[comment_id])
            decided = DecisionForm(verb, form.reason, version, reason_name=form.reason_name)
            made.append(carry_out(comments[comment_id], decided, by, batch))
            outcomes.append(done(comment_id, made[-1]))
        except Refusal as refusal:
            outcomes.append(conflict(comment_id, refusal))
    if made:
        conclude(made, form.more)
    return batch, outcomes


def _fitting(verb: Verb, comment: Comment) -> Verb:
    """Taken away is what nobody read by rejecting it, what everybody read by removing it: a list may hold both."""
    if verb not in (Verb.REJECT, Verb.REMOVE):
        return verb
    return Verb.REMOVE if comment.is_public else Verb.REJECT


def preview_of(person: Account, verb: Verb, by: Account) -> Preview:
    require(may_moderate(by))
    among = _open_to(person, verb)
    count = db.session.scalar(select(func.count()).where(*among)) or 0
    newest = select(Comment).where(*among).options(joinedload(Comment.article).joinedload(Article.section))
    return Preview(count, db.session.scalars(newest.order_by(Comment.created_at.desc()).limit(FIRST_LINES)).all())


def decide_everything_by(
    person: Account, verb: Verb, reason: str | None, by: Account, reason_name: str | None = None, more: str = ""
) -> tuple[int, list[Outcome]]:
    """Of all that `person` said, the newest thousand on which the decision is open."""
    require(may_moderate(by))
    newest = select(Comment.id, Comment.version).where(*_open_to(person, verb))
    rows = db.session.execute(newest.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(MOST_OF_ONE)).all()
    if not rows:
        raise Invalid("There is nothing of theirs on which that is open.", "verb")
    return decide_together(BulkForm(verb, reason, [(row.id, row.version) for row in rows], reason_name, more), by)


def _open_to(person: Account, verb: Verb) -> Sequence[ColumnElement[bool]]:
    if verb not in _TOGETHER:
        raise Invalid("That is decided one at a time.", "verb")
    wrapped = [Comment.is_wrapped.is_(False)] if verb == Verb.SPOILER else []
    return [Comment.author_id == person.id, Comment.state.in_(sorted(OPEN[verb])), *wrapped]


def comments_to_change(comment_ids: Collection[int], by: Account) -> dict[int, Comment]:
    """The comments of which `by` may know, read once all their articles are held, in the order of their ids.

    A thread that was moved meanwhile is left out: where it is now is not held.
    """
    articles = select(Comment.article_id).where(Comment.id.in_(comment_ids), Comment.state != State.DELETED)
    held = sorted(set(db.session.scalars(articles)))
    for article_id in held:
        article_to_change(article_id)
    known = select(Comment).where(Comment.id.in_(comment_ids), visible_to(by), Comment.article_id.in_(held))
    loaded = known.options(
        joinedload(Comment.article).joinedload(Article.section), joinedload(Comment.author)
    ).execution_options(populate_existing=True)
    return {comment.id: comment for comment in db.session.scalars(loaded)}
