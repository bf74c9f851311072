"""The feed of replies to one person, by an address that is theirs, and having another."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.ids import to_text
from forum.syndication.feeds import feed_of
from forum.syndication.keys import owner_of_replies, renew_address, replies_token
from forum.syndication.picking import replies_to
from forum.syndication.routes.blueprint import bp
from forum.syndication.routes.feeds import answer
from forum.web.site import settings


@bp.get("/replies/<token>")
def replies(token: str) -> ResponseReturnValue:
    # Without the name of anybody: the address may have been passed on.
    title = f"Replies to you – {settings().site_name}"
    page = url_for("notifications.inbox")
    owner = owner_of_replies(token)
    own = url_for("syndication.replies", token=replies_token(owner))
    return answer(feed_of(f"p/{to_text(owner.id)}/replies", title, own, page, replies_to(owner)))


@bp.post("/me/notifications/replies-feed")
@login_required
def renew() -> ResponseReturnValue:
    renew_address(somebody())
    db.session.commit()
    return redirect(url_for("notifications.settings", said="feed", _anchor="feed"), code=303)
