"""What becomes of reports when somebody has decided about the comment; each has one outcome.

Whoever decides holds the article. Reporters are told a minute later, and only what still holds then.
"""

from datetime import timedelta

from sqlalchemy import func, select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.reports import Cause, LegalNotice, Outcome, Report
from forum.mail.post import is_possible, write

# A decision is undone within half a minute or stands.
TOLD_AFTER = timedelta(minutes=1)
_AWAY = frozenset({State.REJECTED, State.REMOVED})


def answer(comment: Comment, outcome: Outcome, decision_id: int, cause: Cause | None = None) -> None:
    """Every report of the comment that nobody has answered, or those of one cause, has this outcome."""
    if not comment.report_count:
        return
    unanswered = select(Report).where(Report.comment_id == comment.id, Report.outcome.is_(None))
    rows = db.session.scalars(unanswered if cause is None else unanswered.where(Report.cause == cause)).all()
    for report in rows:
        settle(report, outcome, decision_id)
    _count(comment)


def answer_anew(comment: Comment, former_id: int, decision_id: int) -> None:
    """A decision was taken back. What it had answered is answered by how the comment stands now, or waits again."""
    rows = db.session.scalars(select(Report).where(Report.decision_id == former_id)).all()
    for report in rows:
        if report.outcome == Outcome.UPHELD and comment.is_public:
            settle(report, Outcome.DECLINED, decision_id)
        elif report.outcome == Outcome.DECLINED and comment.state in _AWAY:
            settle(report, Outcome.UPHELD, decision_id)
        else:
            _reopen(report)
    if rows:
        _count(comment)


def reopen(comment: Comment, former_id: int) -> None:
    """The decision was a slip: what it had answered waits as before."""
    rows = db.session.scalars(select(Report).where(Report.decision_id == former_id)).all()
    for report in rows:
        _reopen(report)
    if rows:
        _count(comment)


def settle(report: Report, outcome: Outcome, decision_id: int | None) -> None:
    """And tell whoever asked for it."""
    report.outcome, report.settled_at, report.decision_id = outcome, clock.now(), decision_id
    to = _address(report)
    if to and is_possible():
        facts = {"report": report.id, "outcome": str(outcome), "decision": decision_id}
        write("report_outcome", to, facts, account_id=report.reporter_id, at=clock.now() + TOLD_AFTER)


def _reopen(report: Report) -> None:
    report.outcome = report.settled_at = report.decision_id = None


def _address(report: Report) -> str | None:
    if not report.wants_word:
        return None
    if report.cause == Cause.LEGAL:
        return db.session.scalar(select(LegalNotice.email).where(LegalNotice.report_id == report.id))
    return db.session.scalar(select(Account.email).where(Account.id == report.reporter_id))


def _count(comment: Comment) -> None:
    db.session.flush()
    unanswered = select(func.count()).where(Report.comment_id == comment.id, Report.outcome.is_(None))
    comment.report_count = db.session.scalar(unanswered) or 0
