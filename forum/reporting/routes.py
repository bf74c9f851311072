"""Reporting a comment, signed in or not, and sending a notice that it is against the law."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import ids
from forum.accounts.viewer import current
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import comment_or_404, comment_to_change
from forum.discussion.reports import Report
from forum.errors import Invalid, NotFound, Refusal, require
from forum.reporting.forms import CAUSES, EXPLANATION_MAX, NOTE_MAX, NoticeForm, ReportForm
from forum.reporting.keys import Receipt, key_to_notice, key_to_report, notice_by_key, receipt_by_key
from forum.reporting.permissions import may_be_reported
from forum.reporting.queries import received_notice
from forum.reporting.raising import (
    own_report,
    report_comment,
    send_notice,
    withdraw_guests_report,
    withdraw_report,
)
from forum.web.client import client_network
from forum.web.headers import ADDRESS_IS_A_KEY
from forum.web.site import absolute

bp = Blueprint("reporting", __name__)


@bp.app_context_processor
def _template_words() -> dict[str, object]:
    return {"may_be_reported": may_be_reported}


@bp.get("/c/<id:comment_id>/report")
def report_form(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, current())
    require(may_be_reported(current(), comment))
    return _report_page(comment), ADDRESS_IS_A_KEY  # it may hold the receipt


@bp.post("/c/<id:comment_id>/report")
def report(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    try:
        sent = report_comment(comment, ReportForm.parse(request.form), current(), client_network())
    except Refusal as refusal:
        db.session.rollback()
        return _report_page(comment_or_404(comment_id, current()), refusal), refusal.status
    # A session shows them what they sent; whoever has none has this key to it, and nobody else beside them has.
    key = None if current() else key_to_report(sent)
    db.session.commit()
    thanks = url_for("reporting.report_form", comment_id=comment_id, receipt=key, _anchor="reported")
    return redirect(thanks, code=303)


@bp.post("/c/<id:comment_id>/report/withdraw")
def take_back(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    me, receipt = current(), receipt_by_key(request.form.get("receipt", ""))
    if me is not None:
        withdraw_report(comment, me)
    elif receipt is not None:
        withdraw_guests_report(comment, receipt)
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
    return redirect(url_for("reporting.received", token=key_to_notice(sent.id)), code=303)


@bp.get("/notice/received/<token>")
def received(token: str) -> ResponseReturnValue:
    """A page of its own, so that whoever opens it once more sends nothing; it says nothing of who sent the notice."""
    return render_template("reporting/received.html", notice=received_notice(notice_by_key(token)))


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
        before=None if refusal else _said_before(comment),
        receipt=request.args.get("receipt", ""),
    )


def _said_before(comment: Comment) -> Report | Receipt | None:
    """Of these very words."""
    me = current()
    if me is not None:
        return own_report(comment, me)
    receipt = receipt_by_key(request.args.get("receipt", ""))
    of_these = receipt and (receipt.comment_id, receipt.revision) == (comment.id, comment.revision)
    return receipt if of_these else None


def _notice_page(comment: Comment, refusal: Refusal | None = None) -> str:
    return render_template(
        "reporting/notice.html",
        comment=comment,
        address=_address_of(comment.id),
        most=EXPLANATION_MAX,
        refusal=refusal,
        typed=request.form,
    )
