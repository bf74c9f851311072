"""How staff came to look at a comment, and since when it waited for them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select

from forum.db import db
from forum.discussion.counting import HEAD_START
from forum.discussion.models import WAITING, Comment, State
from forum.discussion.reports import Cause, Report
from forum.screening.models import KeptVerdict
from forum.screening.verdict import Ruling
from forum.statements.models import Source

_HOLDING = (Ruling.HOLD.value, Ruling.SUSPECT.value)


@dataclass(frozen=True)
class Found:
    """What led to a decision."""

    source: Source
    since: datetime
    rule: str | None = None  # that had held it back


def found_by(
    comments: Collection[Comment], stood_at: Mapping[int, State | None], decision_ids: Collection[int]
) -> Mapping[int, Found]:
    """By comment. `stood_at` is the state before the decisions, which may have settled reports already."""
    numbers = [comment.id for comment in comments]
    reported, noticed = _reports_of(numbers, decision_ids)
    rules = _rules_of([number for number in numbers if stood_at.get(number) in WAITING])
    return {
        comment.id: _found(comment, stood_at.get(comment.id), reported, noticed, rules.get(comment.id))
        for comment in comments
    }


def _found(
    comment: Comment,
    state: State | None,
    reported: Mapping[int, datetime],
    noticed: Mapping[int, datetime],
    rule: str | None,
) -> Found:
    waited = _waited_since(comment, state)
    for source, since in ((Source.NOTICE, noticed.get(comment.id)), (Source.REPORT, reported.get(comment.id))):
        if since is not None:
            return Found(source, min(since, waited) if state in WAITING else since, rule)
    return Found(Source.RULE if rule else Source.OWN, waited, rule)


def _waited_since(comment: Comment, state: State | None) -> datetime:
    """Without the head start that moved it to the front of the queue."""
    if state is None or state not in WAITING or comment.due_at is None:
        return comment.created_at
    return comment.due_at + HEAD_START[state] if state in HEAD_START else comment.due_at


def _reports_of(
    numbers: Collection[int], decision_ids: Collection[int]
) -> tuple[Mapping[int, datetime], Mapping[int, datetime]]:
    """When the first of those that wait for an answer came: reports of readers, and legal notices."""
    open_still = or_(Report.outcome.is_(None), Report.decision_id.in_(decision_ids))
    first = select(Report.comment_id, Report.cause, func.min(Report.created_at).label("first"))
    asked = first.where(Report.comment_id.in_(numbers), open_still, Report.cause != Cause.DISAGREE)
    reported, noticed = dict[int, datetime](), dict[int, datetime]()
    for row in db.session.execute(asked.group_by(Report.comment_id, Report.cause)):
        into = noticed if row.cause == Cause.LEGAL else reported
        into[row.comment_id] = min(row.first, into.get(row.comment_id, row.first))
    return reported, noticed


def _rules_of(numbers: Collection[int]) -> Mapping[int, str]:
    """The rule that speaks most strictly against the words as they are."""
    if not numbers:
        return {}
    about = (KeptVerdict.comment_id == Comment.id, KeptVerdict.revision == Comment.revision)
    said = select(KeptVerdict.comment_id, KeptVerdict.rule, KeptVerdict.ruling).join(Comment, about[0] & about[1])
    rows = db.session.execute(said.where(Comment.id.in_(numbers), KeptVerdict.ruling.in_(_HOLDING))).all()
    strictest = sorted(rows, key=lambda row: Ruling(row.ruling).strictness)
    return {row.comment_id: row.rule for row in strictest}
