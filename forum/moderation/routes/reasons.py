"""The reasons that staff share: moderators see them, admins change them."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import NotFound, Refusal, require
from forum.moderation.permissions import may_change_reasons
from forum.moderation.reason_form import LINE_MAX, MESSAGE_MAX, TITLE_MAX, ReasonForm
from forum.moderation.reasons import change_reason, reason_named
from forum.moderation.routes.blueprint import bp
from forum.statements.reasons import MOST_ENABLED, SEVERITIES, enabled_reasons, shared_reasons

_MOST = {"title": TITLE_MAX, "public_line": LINE_MAX, "message": MESSAGE_MAX}


@bp.get("/moderation/reasons")
@login_required
def reasons() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    return _page(request.args.get("reason", ""), "new" in request.args)


@bp.post("/moderation/reasons")
@login_required
def save_reason() -> ResponseReturnValue:
    require(may_change_reasons(somebody()))
    try:
        change_reason(ReasonForm.parse(request.form), by=somebody())
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        name = request.form.get("shared", "")
        return _page(name, not name, refusal), refusal.status
    db.session.commit()
    return redirect(url_for("moderation.reasons"), code=303)


def _page(name: str, is_new: bool, refusal: Refusal | None = None) -> str:
    chosen = reason_named(name) if name else None
    if name and chosen is None:
        raise NotFound("There is no such reason.")
    listed = shared_reasons()
    return render_template(
        "moderation/reasons.html",
        listed=listed,
        keys={reason.name: key for key, reason in enumerate(enabled_reasons(), 1)},
        chosen=chosen,
        is_new=is_new,
        next_place=max((reason.place for reason in listed), default=0) + 1,
        severities=SEVERITIES,
        most_enabled=MOST_ENABLED,
        longest=_MOST,
        may_change=bool(may_change_reasons(somebody())),
        typed=request.form,
        refusal=refusal,
    )
