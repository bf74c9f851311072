"""My data: see what there is, take it away in a file, have it deleted, think better of that."""

from tempfile import TemporaryFile

from flask import Blueprint, Response, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.viewer import freshly_signed_in, login_required, somebody
from forum.db import db
from forum.errors import Refusal, require
from forum.privacy.exporting import export_of
from forum.privacy.holding import hold_of
from forum.privacy.leaving import ask_for_erasure, keep_account, parse_choice
from forum.privacy.overview import numbers_of
from forum.privacy.permissions import may_leave
from forum.web.replies import KIND

bp = Blueprint("privacy", __name__)


@bp.get("/me/data")
@login_required
def data() -> ResponseReturnValue:
    me = somebody()
    return render_template(
        "privacy/data.html", person=me, numbers=numbers_of(me), hold=hold_of(me), may_leave=may_leave(me)
    )


@bp.get("/me/data/export.json")
@freshly_signed_in
def export() -> ResponseReturnValue:
    """Written to a file that has no name, and sent from there: who reads it slowly keeps nothing else waiting."""
    me = somebody()
    name = f"{me.handle}-{clock.now():%Y-%m-%d}.json"
    file = TemporaryFile()  # noqa: SIM115 (closed when it is sent)
    for piece in export_of(me.id):
        file.write(piece.encode())
    size = file.tell()
    file.seek(0)
    response: Response = send_file(file, KIND, as_attachment=True, download_name=name)
    response.content_length = size
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/me/data/delete")
@freshly_signed_in
def delete_form() -> ResponseReturnValue:
    require(may_leave(somebody()))
    return _form()


@bp.post("/me/data/delete")
@freshly_signed_in
def delete() -> ResponseReturnValue:
    require(may_leave(somebody()))
    try:
        ask_for_erasure(somebody(), parse_choice(request.form.get("words", "")))
    except Refusal as refusal:
        db.session.rollback()
        return _form(refusal), refusal.status
    db.session.commit()
    return redirect(url_for("privacy.data"), code=303)


@bp.post("/me/data/keep")
@login_required
def keep() -> ResponseReturnValue:
    keep_account(somebody())
    db.session.commit()
    return redirect(url_for("privacy.data"), code=303)


def _form(refusal: Refusal | None = None) -> str:
    return render_template("privacy/delete.html", person=somebody(), hold=hold_of(somebody()), refusal=refusal)
