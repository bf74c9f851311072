"""Deciding about a comment: one transaction holds the state, the counters, the decision and its line in the log."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import PUBLIC, Comment
from forum.errors import Conflict, Invalid, require
from forum.ids import new_id
from forum.moderation.changes import facts_of, put, wanted
from forum.moderation.concluding import conclude
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Decision, Verb
from forum.moderation.permissions import may_decide
from forum.moderation.reported import answer_reports

EDITED = "This comment was edited or decided meanwhile. Look at it again before you decide."
PAST: Mapping[Verb, str] = {
    Verb.APPROVE: "approved this",
    Verb.TRUST: "approved this and trusts its author",
    Verb.REJECT: "rejected this",
    Verb.REMOVE: "removed this",
    Verb.REMOVE_ALL: "removed this with its replies",
    Verb.SPOILER: "hid this as a spoiler",
    Verb.UNSPOILER: "showed this again",
    Verb.PICK: "picked this",
    Verb.UNPICK: "took the pick away",
    Verb.PIN: "pinned this",
    Verb.UNPIN: "unpinned this",
    Verb.LOCK: "locked this thread",
    Verb.UNLOCK: "opened this thread again",
    Verb.MOVE: "moved this thread",
    Verb.ESCALATE: "handed this to the admins",
    Verb.CLOSE: "closed this article",
    Verb.REOPEN: "opened this article again",
    Verb.UNDO: "undid a decision on this",
    Verb.REVERSE: "reversed a decision on this",
}


class Overtaken(Conflict):
    """Somebody decided first; `decision` says who, what and when."""

    def __init__(self, decision: Decision) -> None:
        super().__init__(told(decision))
        self.decision_id = decision.id


def decide(comment: Comment, form: DecisionForm, by: Account) -> Decision:
    """Carry out a decision on the version that `by` saw; Conflict when it has changed.

    The caller holds the article, and where the thread is moved the other one as well.
    """
    decision = carry_out(comment, form, by)
    rows = [decision]
    if form.verb == Verb.REMOVE_ALL:
        # What was handed to the admins stays for them, whatever a moderator takes away above it.
        replies = [reply for reply in beneath(comment) if may_decide(by, reply, Verb.REMOVE)]
        rows += [_remove(reply, form, by, decision) for reply in replies]
    conclude(rows, form.more, to=comment.author_id)
    return decision


def carry_out(comment: Comment, form: DecisionForm, by: Account, batch: int | None = None) -> Decision:
    """The same without its line in the log, for who decides many things at once."""
    require_seen(comment, form.version)
    require(may_decide(by, comment, form.verb))
    facts = _facts(comment, form.verb, form.reason)
    if form.verb == Verb.MOVE:
        facts["article_id"] = _target(comment, form).id
    batch = new_id() if batch is None and form.verb == Verb.REMOVE_ALL else batch
    return change(comment, facts, by, form.verb, reason=form.reason, reason_name=form.reason_name, batch=batch)


def change(comment: Comment, facts: Mapping[str, Any], by: Account, verb: Verb, **more: Any) -> Decision:
    """Let it stand so, and note who said so."""
    before, state, version = facts_of(comment, facts), comment.state, comment.version
    put(comment, facts)
    decision = Decision(
        id=new_id(),
        comment_id=comment.id,
        article_id=comment.article_id,
        person_id=comment.author_id,
        by_id=by.id,
        verb=verb,
        version_seen=version,
        version_after=comment.version,
        state_before=state,
        state_after=comment.state,
        before=before,
        after=dict(facts),
        created_at=clock.now(),
        **more,
    )
    db.session.add(decision)
    answer_reports(comment, decision)
    return decision


def require_seen(comment: Comment, version: int) -> None:
    """Conflict when it is not what was seen; whoever decided meanwhile is named."""
    if comment.version == version:
        return
    latest = latest_decision(comment.id)
    if latest is not None and (latest.version_after or latest.version_seen + 1) == comment.version:
        raise Overtaken(latest)
    raise Conflict(EDITED)


def latest_decision(comment_id: int) -> Decision | None:
    mine = select(Decision).where(Decision.comment_id == comment_id)
    return db.session.scalar(mine.order_by(Decision.id.desc()).limit(1))


def told(decision: Decision) -> str:
    """Sam rejected this 4 s ago (spam)."""
    who = db.session.get_one(Account, decision.by_id).display_name
    why = f" ({decision.reason})" if decision.reason else ""
    return f"{who} {PAST[decision.verb]} {ago(decision.created_at, clock.now())}{why}."


def ago(at: datetime, now: datetime) -> str:
    gone = max(now - at, timedelta())
    if gone < timedelta(minutes=1):
        return f"{int(gone.total_seconds())} s ago"
    if gone < timedelta(hours=1):
        return f"{gone // timedelta(minutes=1)} min ago"
    return f"{gone // timedelta(hours=1)} h ago" if gone < timedelta(days=1) else f"on {at.day} {at:%B %Y}"


def beneath(comment: Comment) -> list[Comment]:
    """The public replies beneath it, whatever stands between."""
    branch = select(Comment).where(Comment.root_id == comment.root_id, Comment.parent_id.is_not(None))
    rows = db.session.scalars(branch.order_by(Comment.depth)).all()
    within = {comment.id}
    for row in rows:
        if row.parent_id in within:
            within.add(row.id)
    return [row for row in rows if row.id in within - {comment.id} and row.state in PUBLIC]


def _remove(reply: Comment, form: DecisionForm, by: Account, above: Decision) -> Decision:
    facts = _facts(reply, Verb.REMOVE, form.reason)
    return change(reply, facts, by, Verb.REMOVE, reason=form.reason, reason_name=form.reason_name, batch=above.batch)


def _facts(comment: Comment, verb: Verb, reason: str | None) -> dict[str, Any]:
    facts = dict(wanted(verb, reason))
    if comment.escalated_at is not None and "state" in facts:
        facts["escalated_at"] = None  # an admin has decided
    return facts


def _target(comment: Comment, form: DecisionForm) -> Article:
    """Where the thread is moved; the caller holds it, so it is at hand."""
    article = db.session.scalar(select(Article).where(Article.slug == form.to_article))
    if article is None:
        raise Invalid("There is no article at that address. Type the address of its page.", "article")
    if article.id == comment.article_id:
        raise Invalid("The thread is on that article already.", "article")
    return article
