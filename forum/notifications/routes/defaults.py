"""What the site tells people who have chosen nothing, for admins."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Refusal, require
from forum.notifications.choosing import set_default, site_manners
from forum.notifications.forms import parse_manners
from forum.notifications.permissions import may_set_defaults
from forum.notifications.routes.blueprint import bp, words


@bp.get("/moderation/notifications")
@login_required
def defaults() -> ResponseReturnValue:
    require(may_set_defaults(somebody()))
    return _page()


@bp.post("/moderation/notifications")
@login_required
def save_defaults() -> ResponseReturnValue:
    require(may_set_defaults(somebody()))
    try:
        now = site_manners()
        for kind, manner in parse_manners(request.form).items():
            if manner != now[kind]:
                set_default(somebody(), kind, manner)
    except Refusal as refusal:
        db.session.rollback()
        return _page(refusal), refusal.status
    db.session.commit()
    return redirect(url_for("notifications.defaults", said="saved"), code=303)


def _page(refusal: Refusal | None = None) -> str:
    facts = {"manners": site_manners(), "said": request.args.get("said"), "refusal": refusal}
    return render_template("notifications/defaults.html", **words(), **facts)
