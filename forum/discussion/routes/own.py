"""What one does with one's own comment: edit it, delete it, bring it back."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock, ids
from forum.accounts.viewer import current, login_required, somebody
from forum.db import db
from forum.discussion.deleting import delete_comment, restore_comment
from forum.discussion.drafts import kept_words
from forum.discussion.editing import edit_comment
from forum.discussion.forms import parse_body
from forum.discussion.models import Comment
from forum.discussion.permissions import may_delete, may_edit
from forum.discussion.queries import comment_or_404, comment_to_change, own_deleted_to_change
from forum.discussion.routes.addresses import on_its_page
from forum.discussion.routes.asking import ask_who
from forum.discussion.routes.blueprint import bp
from forum.discussion.wording import html_of
from forum.errors import Refusal, require
from forum.web.site import settings


@bp.get("/c/<id:comment_id>/edit")
@login_required
def edit_form(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, current())
    require(may_edit(current(), comment, clock.now()))
    return _edit_page(comment, kept_words(request.args.get("draft"), comment.article) or comment.body_source)


@bp.post("/c/<id:comment_id>/edit")
def edit(comment_id: int) -> ResponseReturnValue:
    words = request.form.get("body", "")
    if current() is None:
        return _ask_who(comment_id, words)
    comment = comment_to_change(comment_id, current())
    require(may_edit(current(), comment, clock.now()))
    try:
        body = parse_body(words)
        if "preview" in request.form:
            return _edit_page(comment, words, preview=html_of(body))
        edit_comment(comment, body, by=somebody(), site_holds=settings().hold)
    except Refusal as refusal:
        db.session.rollback()
        return _edit_page(comment_or_404(comment_id, current()), words, refusal), refusal.status
    address = on_its_page(comment)
    db.session.commit()
    return redirect(address, code=303)


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
    address = url_for("discussion.article", slug=comment.article.slug, deleted=ids.to_text(comment.id), _anchor="undo")
    db.session.commit()
    return redirect(address, code=303)


@bp.post("/c/<id:comment_id>/restore")
@login_required
def restore(comment_id: int) -> ResponseReturnValue:
    comment = own_deleted_to_change(comment_id, somebody())
    restore_comment(comment, by=somebody())
    address = on_its_page(comment)
    db.session.commit()
    return redirect(address, code=303)


def _ask_who(comment_id: int, words: str) -> ResponseReturnValue:
    def back(draft: str) -> str:
        return url_for("discussion.edit_form", comment_id=comment_id, draft=draft)

    return ask_who(comment_or_404(comment_id, None).article, words, back)


def _edit_page(comment: Comment, words: str, refusal: Refusal | None = None, preview: str | None = None) -> str:
    return render_template("discussion/edit.html", comment=comment, words=words, refusal=refusal, preview=preview)
