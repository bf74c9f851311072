"""What one does with one's own comment: edit it, delete it."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.viewer import current, login_required, somebody
from forum.db import db
from forum.discussion.editing import delete_comment, edit_comment
from forum.discussion.forms import parse_body
from forum.discussion.models import Comment
from forum.discussion.permissions import may_delete, may_edit
from forum.discussion.queries import comment_or_404, comment_to_change
from forum.discussion.routes.blueprint import bp
from forum.discussion.routes.posting import address_on_page
from forum.discussion.wording import html_of
from forum.errors import Refusal, require


@bp.get("/c/<id:comment_id>/edit")
@login_required
def edit_form(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, current())
    require(may_edit(current(), comment, clock.now()))
    return _edit_page(comment, comment.body_source)


@bp.post("/c/<id:comment_id>/edit")
@login_required
def edit(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    words = request.form.get("body", "")
    try:
        body = parse_body(words)
        if "preview" in request.form:
            require(may_edit(current(), comment, clock.now()))
            return _edit_page(comment, words, preview=html_of(body))
        edit_comment(comment, body, by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _edit_page(comment_or_404(comment_id, current()), words, refusal), refusal.status
    db.session.commit()
    return redirect(address_on_page(comment), code=303)


@bp.get("/c/<id:comment_id>/delete")
@login_required
def delete_form(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, current())
    require(may_delete(current(), comment))
    return render_template("discussion/delete.html", comment=comment)


@bp.post("/c/<id:comment_id>/delete")
@login_required
def delete(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    delete_comment(comment, by=somebody())
    db.session.commit()
    return redirect(url_for("discussion.article", slug=comment.article.slug, _anchor="comments"), code=303)


def _edit_page(comment: Comment, words: str, refusal: Refusal | None = None, preview: str | None = None) -> str:
    return render_template("discussion/edit.html", comment=comment, words=words, refusal=refusal, preview=preview)
