"""Why somebody was told something, and why they got no mail."""

from flask import render_template
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.notifications.choosing import manners_of
from forum.notifications.explaining import MAILED, explained, latest, notification_or_404
from forum.notifications.following import key_of, stance
from forum.notifications.models import Place, Post
from forum.notifications.routes.blueprint import bp, words


@bp.get("/notifications/<id:notification_id>/why")
@login_required
def why(notification_id: int) -> ResponseReturnValue:
    (each,) = explained([notification_or_404(notification_id, somebody())])
    me, comment = somebody(), each.comment
    thread, article = (Place.THREAD, key_of(comment) if comment else ""), (Place.ARTICLE, "")
    if each.article:
        article = (Place.ARTICLE, key_of(each.article))
    return render_template(
        "notifications/why.html",
        **words(),
        each=each,
        stance=stance(me, thread, article),
        thread=thread,
        article_place=article,
        manner=manners_of([me.id])[me.id][each.notification.kind],
        mailed=MAILED,
        post=Post,
    )


@bp.get("/notifications/mail")
@login_required
def mail() -> ResponseReturnValue:
    return render_template("notifications/mail.html", **words(), latest=latest(somebody()), mailed=MAILED, post=Post)
