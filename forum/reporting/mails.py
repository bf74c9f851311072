"""The words of mails to who reported something, made when they are sent (`forum.mail.purposes`)."""

from collections.abc import Mapping
from typing import Any

from forum import ids
from forum.accounts.models import Account, Role
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import comment_or_404
from forum.discussion.reports import Cause, LegalNotice, Outcome, Report
from forum.errors import NotFound
from forum.mail.purposes import NotNeeded, Purposes
from forum.reporting.forms import CAUSES
from forum.web.jinja import moment
from forum.web.site import absolute


def receipt_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    notice = db.session.get(LegalNotice, facts["report"], populate_existing=True)
    report = db.session.get(Report, facts["report"], populate_existing=True)
    if notice is None or report is None or not notice.email:
        return NotNeeded("Whoever sent the notice is forgotten.")
    return {
        "name": notice.name,
        "number": ids.to_text(report.id),
        "at": moment(report.created_at),
        "address": notice.address,
        "explanation": notice.explanation,
    }


def threat_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    report = db.session.get(Report, facts["report"], populate_existing=True)
    admin = db.session.get(Account, facts["admin"], populate_existing=True)
    if report is None or report.outcome is not None:
        return NotNeeded("Somebody has decided about it already.")
    if admin is None or admin.role != Role.ADMIN or admin.erased_at is not None:
        return NotNeeded("They are no admin any more.")
    name = ids.to_text(report.comment_id)
    return {
        "name": admin.display_name,
        "at": moment(report.created_at),
        "queue": absolute(f"/moderation/queue?tab=reported&at={name}"),
    }


def outcome_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    report = db.session.get(Report, facts["report"], populate_existing=True)
    if report is None or report.outcome != facts["outcome"] or report.decision_id != facts["decision"]:
        return NotNeeded("The decision was taken back, or another one came after it.")
    notice = db.session.get(LegalNotice, report.id) if report.cause == Cause.LEGAL else None
    reporter = db.session.get(Account, report.reporter_id) if report.reporter_id else None
    if not (notice and notice.email) and (reporter is None or reporter.erased_at is not None):
        return NotNeeded("Whoever reported it is not here any more.")
    return {
        "name": notice.name if notice else reporter.display_name if reporter else "",
        "outcome": str(report.outcome),
        "is_notice": notice is not None,
        "number": ids.to_text(report.id),
        "at": moment(report.created_at),
        "cause": CAUSES.get(report.cause, ""),
        "title": _title(report),
        "address": notice.address if notice else absolute(f"/c/{ids.to_text(report.comment_id)}"),
        "is_there": report.outcome == Outcome.DECLINED,
    }


def _title(report: Report) -> str:
    """Of the article, which readers know it by; the comment's words are not repeated."""
    comment = db.session.get(Comment, report.comment_id)
    try:
        return comment_or_404(comment.id, None).article.title if comment else ""
    except NotFound:
        return ""


PURPOSES: Purposes = {"notice_receipt": receipt_words, "threat": threat_words, "report_outcome": outcome_words}
