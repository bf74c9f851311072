"""Following or muting the thread that a comment is part of: a small page, since the comments' own is shared."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.discussion.queries import comment_or_404
from forum.notifications.following import key_of, stance
from forum.notifications.forms import Wish, parse_wish
from forum.notifications.models import Place
from forum.notifications.routes.blueprint import bp, words
from forum.notifications.routes.following import heed
from forum.web.returning import last_page


@bp.get("/c/<id:comment_id>/follow")
@login_required
def thread(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, somebody())
    this, article = (Place.THREAD, key_of(comment)), (Place.ARTICLE, key_of(comment.article))
    found = stance(somebody(), this, article)
    return render_template(
        "notifications/thread.html",
        **words(),
        comment=comment,
        muted=found.get(this),
        article_muted=found.get(article),
        wishes=Wish,
    )


@bp.post("/c/<id:comment_id>/follow")
@login_required
def follow_thread(comment_id: int) -> ResponseReturnValue:
    comment = comment_or_404(comment_id, somebody())
    heed(Place.THREAD, key_of(comment), parse_wish(request.form))
    db.session.commit()
    return redirect(last_page(url_for("notifications.thread", comment_id=comment_id)), code=303)
