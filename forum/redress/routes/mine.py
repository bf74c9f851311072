"""My comments, and one that was not published sent once more."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.discussion.forms import parse_body
from forum.discussion.models import Comment
from forum.discussion.queries import comment_or_404, comment_to_change
from forum.discussion.routes.addresses import on_its_page
from forum.errors import Refusal, require
from forum.redress.mine import TITLES, my_comments, parse_show
from forum.redress.resubmitting import can_be_sent_again, resubmit
from forum.redress.routes.blueprint import author, bp
from forum.web.site import settings


@bp.get("/me/comments")
@login_required
def mine() -> ResponseReturnValue:
    show = parse_show(request.args.get("show"))
    comments, next_cursor = my_comments(somebody(), show, request.args.get("cursor"))
    return render_template("redress/mine.html", mine=comments, show=show, titles=TITLES, next_cursor=next_cursor)


@bp.get("/c/<id:comment_id>/resubmit")
@login_required
def resubmit_form(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, somebody())
    require(can_be_sent_again(comment, somebody()))
    return _form(comment, comment.body_source)


@bp.post("/c/<id:comment_id>/resubmit")
def send_again(comment_id: int) -> ResponseReturnValue:
    by, words = author(url_for("redress.resubmit_form", comment_id=comment_id)), request.form.get("body", "")
    comment = comment_to_change(comment_id, by)
    require(can_be_sent_again(comment, by))
    try:
        resubmit(comment, parse_body(words), by, settings().hold)
    except Refusal as refusal:
        db.session.rollback()
        return _form(comment_or_404(comment_id, somebody()), words, refusal), refusal.status
    address = on_its_page(comment)
    db.session.commit()
    return redirect(address, code=303)


def _form(comment: Comment, words: str, refusal: Refusal | None = None) -> str:
    return render_template("redress/resubmit.html", comment=comment, words=words, refusal=refusal)
