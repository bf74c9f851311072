"""What one does with a comment: one's own, or another's."""

from flask import url_for

from forum.api import asked, mine, shapes
from forum.api.operations import Asks
from forum.api.routes import showing
from forum.api.routes.asking import asker, reader
from forum.api.routes.blueprint import operation
from forum.db import db
from forum.discussion.deleting import delete_comment, restore_comment
from forum.discussion.editing import edit_comment
from forum.discussion.forms import parse_body
from forum.discussion.models import Comment
from forum.discussion.queries import comment_or_404, comment_to_change, own_deleted_to_change
from forum.discussion.reading import marks_of
from forum.discussion.recommending import recommend, withdraw_recommendation
from forum.reporting.forms import ReportForm
from forum.reporting.keys import key_to_report
from forum.reporting.raising import report_comment, withdraw_report
from forum.web.client import client_network
from forum.web.site import absolute, settings

ONE = "/comments/<id:comment_id>"


@operation("GET", ONE, {200: shapes.Comment}, refuses=(404,))
def comment(comment_id: int) -> shapes.Comment:
    """One comment."""
    return _shown(comment_or_404(comment_id, asker()))


@operation("PATCH", ONE, {200: shapes.Comment}, Asks.READER, takes=asked.NewWords, refuses=(404, 409))
def edit(comment_id: int, body: asked.NewWords) -> shapes.Comment:
    """Give one's comment other words."""
    found = comment_to_change(comment_id, reader())
    edit_comment(found, parse_body(body.body), by=reader(), site_holds=settings().hold)
    return _changed(found)


@operation("DELETE", ONE, {204: None}, Asks.READER, refuses=(404, 409))
def delete(comment_id: int) -> None:
    """Take one's comment back. For a minute it can be restored, then it is erased."""
    delete_comment(comment_to_change(comment_id, reader()), by=reader())
    db.session.commit()


@operation("POST", f"{ONE}/restore", {200: shapes.Comment}, Asks.READER, refuses=(404, 409))
def restore(comment_id: int) -> shapes.Comment:
    """Have one's deleted comment back."""
    found = own_deleted_to_change(comment_id, reader())
    restore_comment(found, by=reader())
    return _changed(found)


@operation("PUT", f"{ONE}/recommendation", {200: mine.Recommendations}, Asks.READER, refuses=(404, 409))
def recommend_one(comment_id: int) -> mine.Recommendations:
    """Recommend a comment; a second time changes nothing."""
    found = comment_to_change(comment_id, reader())
    recommend(found, by=reader())
    return _recommended(found, True)


@operation("DELETE", f"{ONE}/recommendation", {200: mine.Recommendations}, Asks.READER, refuses=(404, 409))
def withdraw_one(comment_id: int) -> mine.Recommendations:
    """Take a recommendation back."""
    found = comment_to_change(comment_id, reader())
    withdraw_recommendation(found, by=reader())
    return _recommended(found, False)


@operation("POST", f"{ONE}/report", {201: mine.Reported}, takes=asked.NewReport, refuses=(404, 409))
def report(comment_id: int, body: asked.NewReport) -> mine.Reported:
    """Tell the moderators what is wrong with a comment, signed in or not."""
    found, by = comment_to_change(comment_id, asker()), asker()
    form = ReportForm.parse({"cause": body.cause, "note": body.note, "tell": "1" if body.tell else ""})
    sent = report_comment(found, form, by, client_network())
    key = None if by else key_to_report(sent)
    shape = mine.Reported(url=absolute(url_for("reporting.report_form", comment_id=comment_id, receipt=key)))
    db.session.commit()
    return shape


@operation("DELETE", f"{ONE}/report", {204: None}, Asks.READER, refuses=(404, 409))
def take_report_back(comment_id: int) -> None:
    """As if one had never reported it, as long as no moderator has answered."""
    withdraw_report(comment_to_change(comment_id, reader()), reader())
    db.session.commit()


def _shown(row: Comment) -> shapes.Comment:
    return showing.comment(row, asker(), marks_of(asker(), [row]))


def _changed(row: Comment) -> shapes.Comment:
    shape = _shown(row)
    db.session.commit()
    return shape


def _recommended(row: Comment, is_recommended: bool) -> mine.Recommendations:
    shape = mine.Recommendations(recommend_count=row.recommend_count, is_recommended=is_recommended)
    db.session.commit()
    return shape
