"""Taking a decision back: within half a minute by whoever made it, afterwards by a decision of its own.

*Why two.* An undo is for a slip of the hand, and puts everything back as if nothing had been. What stood for longer
was seen and counted on; who reverses it says so, and the log has both.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from forum import clock
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.articles.models import Article, Openness
from forum.articles.queries import article_to_change
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.queries import require_unmoved
from forum.errors import Conflict, Forbidden, NotFound, Refusal, require
from forum.moderation.changes import facts_of
from forum.moderation.concluding import conclude
from forum.moderation.decisions import change
from forum.moderation.models import Decision, Verb
from forum.moderation.outcome import Outcome, conflict, done
from forum.moderation.permissions import MOST_PINS, may_decide_on_escalated

UNDO = timedelta(seconds=30)
_TOUCHED = "Somebody has changed it since. Look at it again, and decide anew."


def undo(decision_id: int, by: Account) -> list[Outcome]:
    """Put back what the decision (and all that was decided with it) changed. Conflict when nothing can be."""
    first = _found(decision_id)
    require(may_moderate(by))
    if first.by_id != by.id:
        raise Forbidden("Only who decided can undo it. You can reverse it.")
    if first.verb == Verb.UNDO:
        raise Conflict("That put back what was before. If you did mean it, decide anew.")
    if clock.now() - first.created_at > UNDO:
        raise Conflict("Half a minute is over, and it may have been seen. You can reverse it instead.")
    return _take_back(_together(first), by, Verb.UNDO)


def reverse(decision_id: int, by: Account) -> list[Outcome]:
    """The same whenever it was, by whomever, as a decision of its own."""
    first = _found(decision_id)
    require(may_moderate(by))
    return _take_back(_together(first), by, Verb.REVERSE)


def reverse_alone(decision_id: int, by: Account) -> None:
    """The same of this one only, whatever was decided together with it, and of what put it back after a slip."""
    first = standing(_found(decision_id))
    require(may_moderate(by))
    _take_back([first], by, Verb.REVERSE)


def standing(decision: Decision) -> Decision:
    """By which it holds: the decision itself, or the undo of what had taken it back."""
    taken, put_back = aliased(Decision), aliased(Decision)
    again = select(put_back).join(taken, taken.id == put_back.of_id).where(taken.of_id == decision.id)
    found = db.session.scalar(again.where(put_back.verb == Verb.UNDO).order_by(put_back.id.desc()).limit(1))
    return decision if found is None else standing(found)


def can_be_taken_back(decision: Decision) -> bool:
    taken = select(exists().where(Decision.of_id == decision.id))
    return decision.before is not None and not db.session.scalar(taken)


def _together(first: Decision) -> Sequence[Decision]:
    """All that was decided with it, in their order."""
    if first.batch is None:
        return [first]
    return db.session.scalars(select(Decision).where(Decision.batch == first.batch).order_by(Decision.id)).all()


def _take_back(rows: Sequence[Decision], by: Account, verb: Verb) -> list[Outcome]:
    held = hold(rows)
    outcomes, made = list[Outcome](), list[Decision]()
    # The last first: what was beneath comes back beneath what is still away, as it went.
    for decision in reversed(rows):
        try:
            made.append(_put_back(decision, by, verb))
            outcomes.append(done(decision.comment_id, made[-1]))
        except Refusal as refusal:
            if len(rows) == 1:
                raise
            outcomes.append(conflict(decision.comment_id, refusal))
    if not made:
        raise Conflict(_TOUCHED)
    assert held  # noqa: S101 - as long as these are at hand, their comments find them
    conclude(made)
    return outcomes


def _put_back(decision: Decision, by: Account, verb: Verb) -> Decision:
    if not can_be_taken_back(decision):
        raise Conflict("That was taken back already.")
    assert decision.before is not None  # noqa: S101
    if decision.comment_id is None:
        return _article_put_back(decision, decision.before, by, verb)
    comment = db.session.get_one(Comment, decision.comment_id, populate_existing=True)
    if comment.state == State.DELETED:
        raise Conflict("Its author has deleted it since.")
    if verb == Verb.REVERSE:  # within half a minute whoever handed it to the admins may take it back
        require(may_decide_on_escalated(by, comment))
    stands = facts_of(comment, decision.after or {}) == decision.after
    # A moment ago nothing may have been touched at all; later only what the decision was about.
    if not stands or (verb == Verb.UNDO and comment.version != decision.version_after):
        raise Conflict(_TOUCHED)
    _require_room(comment, decision.before)
    return change(
        comment, decision.before, by, verb, reason=decision.reason, reason_name=decision.reason_name, of_id=decision.id
    )


def _require_room(comment: Comment, before: Mapping[str, Any]) -> None:
    """Others may have been pinned where it comes back to."""
    if before.get("pinned_at") is None:
        return
    home = db.session.get_one(Article, before.get("article_id", comment.article_id))
    if home.pinned_count >= MOST_PINS:
        raise Conflict(f"{MOST_PINS} comments are pinned on that article by now. Unpin one of them first.")


def _article_put_back(decision: Decision, before: Mapping[str, Any], by: Account, verb: Verb) -> Decision:
    article = db.session.get_one(Article, decision.article_id)
    if {"state": article.state} != decision.after:
        raise Conflict(_TOUCHED)
    row = article_decision(article, Openness(before["state"]), by, verb)
    row.of_id, row.reason = decision.id, decision.reason
    return row


def article_decision(article: Article, state: Openness, by: Account, verb: Verb) -> Decision:
    """Let the article stand so, and note who said so."""
    before, version = {"state": article.state}, article.version
    article.state = state
    article.version += 1
    decision = Decision(
        article_id=article.id,
        by_id=by.id,
        verb=verb,
        version_seen=version,
        version_after=article.version,
        before=before,
        after={"state": state},
        created_at=clock.now(),
    )
    db.session.add(decision)
    db.session.flush()
    return decision


def _found(decision_id: int) -> Decision:
    decision = db.session.get(Decision, decision_id)
    if decision is None:
        raise NotFound("There is no such decision.")
    return decision


def hold(rows: Sequence[Decision]) -> list[Article]:
    """Every article that is touched, in the order of their ids, as whoever holds several does."""
    wanted = {row.article_id for row in rows} | {(row.before or {}).get("article_id") for row in rows}
    comments = {row.comment_id for row in rows if row.comment_id is not None}
    wanted |= set(db.session.scalars(select(Comment.article_id).where(Comment.id.in_(comments))))
    held = [article_to_change(article_id) for article_id in sorted(number for number in wanted if number is not None)]
    require_unmoved(comments, [article.id for article in held])
    return held
