"""Recommending a comment, and taking that back."""

from flask import redirect
from flask.typing import ResponseReturnValue

from forum import ids
from forum.accounts.viewer import current, login_required, somebody
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import comment_to_change
from forum.discussion.recommending import recommend, withdraw_recommendation
from forum.discussion.routes.addresses import on_its_page
from forum.discussion.routes.blueprint import bp
from forum.web.returning import last_page


@bp.post("/c/<id:comment_id>/recommend")
@login_required
def add_recommendation(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    recommend(comment, by=somebody())
    address = _back_to(comment)
    db.session.commit()
    return redirect(address, code=303)


@bp.post("/c/<id:comment_id>/withdraw")
@login_required
def remove_recommendation(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, current())
    withdraw_recommendation(comment, by=somebody())
    address = _back_to(comment)
    db.session.commit()
    return redirect(address, code=303)


def _back_to(comment: Comment) -> str:
    """The page that the button was on, at the comment."""
    page = last_page("")
    return f"{page}#c{ids.to_text(comment.id)}" if page else on_its_page(comment)
