"""Reporting a comment, taking that back, and sending a notice that it is against the law.

Who reports is told to moderators alone, so nothing that readers or the author are shown moves: neither the comment's
version nor its article's.
"""

from datetime import timedelta

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Role
from forum.accounts.queries import keep_from_erasure
from forum.db import db
from forum.discussion.events import CommentReported
from forum.discussion.models import Comment
from forum.discussion.reports import Cause, LegalNotice, Outcome, Report
from forum.errors import Conflict, require
from forum.ids import new_id
from forum.mail.post import is_possible, write
from forum.outbox.record import record
from forum.reporting.forms import NoticeForm, ReportForm
from forum.reporting.keys import Receipt
from forum.reporting.permissions import may_report
from forum.reporting.weighing import LIFE_AT_RISK, MOST_SOONER, head_start
from forum.web.seals import stamp


def key_of(by: Account | None, network: str) -> str:
    """What tells that two reports are by one person; who is signed out is known by their network alone."""
    return stamp("report", f"account {by.id}" if by else f"network {network}").hex()


def report_comment(comment: Comment, form: ReportForm, by: Account | None, network: str) -> Report:
    """A report of the words as they stand, or the one that they sent of them before. The caller holds the article.

    A second one of a network is answered like a first and not kept: that there was another is told to nobody.
    """
    if by is not None:
        keep_from_erasure(by)
    require(may_report(by, comment, form.cause))
    before = _sent_before(comment, key_of(by, network))
    if before is not None and by is not None:
        return before
    report = _new(comment, form.cause, by, key_of(by, network))
    if before is not None:
        return report
    report.note = form.note
    report.wants_word = form.wants_word and by is not None
    if form.cause == Cause.DISAGREE:
        report.outcome, report.settled_at = Outcome.NOTED, report.created_at
    else:
        _come_before_moderators(comment, report, head_start(form.cause, report.reporter_id))
    db.session.add(report)
    db.session.flush()
    if report.outcome is None:
        record(CommentReported(report.id))
    return report


def send_notice(comment: Comment, form: NoticeForm, by: Account | None, address: str) -> Report:
    """It always counts, whoever sends it and whatever they sent before. Its receipt goes out at once.

    Who need not say who they are, and does not, is not known by their account either.
    """
    if by is not None:
        keep_from_erasure(by)
    require(may_report(by, comment, Cause.LEGAL))
    number = new_id()
    report = _new(comment, Cause.LEGAL, by if form.name else None, f"notice:{number}")
    report.id, report.wants_word = number, bool(form.email)
    notice = LegalNotice(
        report_id=number,
        address=address,
        explanation=form.explanation,
        name=form.name,
        email=form.email,
        is_of_child_abuse=form.is_of_child_abuse,
        is_threat_to_life=form.is_threat_to_life,
    )
    sooner = LIFE_AT_RISK if form.is_threat_to_life else head_start(Cause.LEGAL, None)
    _come_before_moderators(comment, report, sooner)
    db.session.add(report)
    db.session.flush()
    db.session.add(notice)
    if form.email and is_possible():
        write("notice_receipt", form.email, {"report": number})
    if form.is_threat_to_life and is_possible():
        _alarm_admins(number)
    record(CommentReported(number))
    return report


def withdraw_report(comment: Comment, by: Account) -> None:
    """As if it had never been. Conflict when a moderator has answered it meanwhile."""
    report = own_report(comment, by)
    if report is None:
        return
    if report.outcome not in (None, Outcome.NOTED):
        raise Conflict("A moderator has answered your report already: there is nothing to take back.")
    _withdraw(comment, report)


def withdraw_guests_report(comment: Comment, receipt: Receipt) -> None:
    """The same with the key to it. What was not kept, or is answered, is left in silence, which tells of no other."""
    report = db.session.get(Report, receipt.report_id, populate_existing=True)
    if report is None or report.comment_id != comment.id or report.outcome not in (None, Outcome.NOTED):
        return
    _withdraw(comment, report)


def own_report(comment: Comment, by: Account) -> Report | None:
    """What they reported of these very words."""
    return _sent_before(comment, key_of(by, ""))


def _sent_before(comment: Comment, key: str) -> Report | None:
    these = (Report.comment_id == comment.id, Report.revision == comment.revision)
    return db.session.scalar(select(Report).where(*these, Report.reporter_key == key))


def _withdraw(comment: Comment, report: Report) -> None:
    if report.outcome is None:
        comment.report_count -= 1
        comment.due_at = comment.due_at and comment.due_at + timedelta(seconds=report.head_start)
    db.session.delete(report)
    db.session.flush()


def _alarm_admins(number: int) -> None:
    """Whoever runs the site may have to tell the police (Digital Services Act, Article 18), also at night."""
    admins = select(Account).where(Account.role == Role.ADMIN, Account.email != "", Account.banned_at.is_(None))
    for admin in db.session.scalars(admins):
        write("threat", admin.email, {"report": number, "admin": admin.id}, account_id=admin.id)


def _new(comment: Comment, cause: Cause, by: Account | None, key: str) -> Report:
    return Report(
        id=new_id(),
        comment_id=comment.id,
        revision=comment.revision,
        reporter_id=by.id if by else None,
        reporter_key=key,
        cause=cause,
        note="",
        head_start=0,
        created_at=clock.now(),
    )


def _come_before_moderators(comment: Comment, report: Report, sooner: timedelta) -> None:
    """Its turn is counted from its first report; each further one brings it forward, as far as a day in all."""
    if comment.report_count == 0:
        comment.due_at = report.created_at
        earliest = report.created_at - MOST_SOONER
    else:
        first = select(Report.created_at).where(Report.comment_id == comment.id, Report.outcome.is_(None))
        earliest = (db.session.scalar(first.order_by(Report.id).limit(1)) or report.created_at) - MOST_SOONER
    assert comment.due_at is not None  # noqa: S101
    due = comment.due_at - sooner
    if sooner < LIFE_AT_RISK:
        due = max(due, min(earliest, comment.due_at))
    report.head_start = int((comment.due_at - due).total_seconds())
    comment.due_at = due
    comment.report_count += 1
