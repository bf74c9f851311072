"""Reporting a comment, signed in or not, and sending a notice that it is against the law."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import ids
from forum.accounts.viewer import current
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import comment_or_404, comment_to_change
from forum.errors import Invalid, NotFound, Refusal, require
from forum.reporting.forms import CAUSES, EXPLANATION_MAX, NOTE_MAX, NoticeForm, ReportForm
from forum.reporting.permissions import may_be_reported
from forum.reporting.raising import own_report, report_comment, send_notice, withdraw_report
from forum.web.client import client_network
from forum.web.site import absolute

bp = Blueprint("reporting", __name__)


@bp.app_context_processor
def _template_words() -> dict[str, object]:
    return {"may_be_reported": may_be_reported}


@bp.get("/c/<id:comment_id>/report")
def report_form(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, current())
    require(may_be_reported(current(), comment))
    return _report_page(comment)


@bp.post("/c/<id:comment_id>/report")
def report(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    try:
        report_comment(comment, ReportForm.parse(request.form), current(), client_network())
    except Refusal as refusal:
        db.session.rollback()
        return _report_page(comment_or_404(comment_id, current()), refusal), refusal.status
    db.session.commit()
    return redirect(url_for("reporting.report_form", comment_id=comment_id, _anchor="reported"), code=303)


@bp.post("/c/<id:comment_id>/report/withdraw")
def take_back(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    withdraw_report(comment, current(), client_network())
    db.session.commit()
    return redirect(url_for("reporting.report_form", comment_id=comment_id), code=303)


@bp.get("/c/<id:comment_id>/notice")
def notice_form(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, current())
    require(may_be_reported(current(), comment))
    return _notice_page(comment)


@bp.post("/c/<id:comment_id>/notice")
def notice(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    try:
        sent = send_notice(comment, NoticeForm.parse(request.form), current(), _address_of(comment_id))
    except Refusal as refusal:
        db.session.rollback()
        return _notice_page(comment_or_404(comment_id, current()), refusal), refusal.status
    db.session.commit()
    # Whoever stays unnamed has neither a receipt nor the decision by mail.
    return render_template(
        "reporting/received.html", comment=comment, number=ids.to_text(sent.id), is_mailed=sent.wants_word
    )


@bp.get("/notice")
def find_comment() -> ResponseReturnValue:
    """Where whoever has only the address of a comment begins."""
    address = request.args.get("address", "").strip()
    if not address:
        return render_template("reporting/find.html", refusal=None, typed="")
    try:
        comment_id = _named(address)
        comment_or_404(comment_id, current())
    except (Invalid, NotFound) as refusal:
        return render_template("reporting/find.html", refusal=refusal, typed=address), refusal.status
    return redirect(url_for("reporting.notice_form", comment_id=comment_id), code=303)


def _named(address: str) -> int:
    """The comment in an address as Share gives it: …/c/7z…, or the end of a page's address, …#c7z…"""
    name = address.rpartition("#c")[2] if "#c" in address else address.partition("?")[0].rstrip("/").rpartition("/")[2]
    try:
        return ids.from_text(name)
    except ValueError:
        raise Invalid("That is not the address of a comment. Copy it from “Share” beneath the comment.") from None


def _address_of(comment_id: int) -> str:
    return absolute(url_for("discussion.permalink", comment_id=comment_id))


def _report_page(comment: Comment, refusal: Refusal | None = None) -> str:
    return render_template(
        "reporting/report.html",
        comment=comment,
        causes=CAUSES,
        most=NOTE_MAX,
        refusal=refusal,
        typed=request.form,
        before=None if refusal else own_report(comment, current(), client_network()),
    )


def _notice_page(comment: Comment, refusal: Refusal | None = None) -> str:
    return render_template(
        "reporting/notice.html",
        comment=comment,
        address=_address_of(comment.id),
        most=EXPLANATION_MAX,
        refusal=refusal,
        typed=request.form,
    )
