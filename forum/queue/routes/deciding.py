"""Deciding in the queue: what is next comes back at once, with the undo of what was decided."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import NotFound, Refusal, require
from forum.moderation.models import Decision
from forum.moderation.routes.deciding import decide_by_form
from forum.moderation.undoing import undo
from forum.queue.routes.blueprint import bp
from forum.queue.routes.looking import queue_page
from forum.queue.routes.where import Where, id_in


@bp.post("/moderation/queue/<id:comment_id>/decision")
@login_required
def decide(comment_id: int) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    where = Where.carried(request.form)
    try:
        decision = decide_by_form(comment_id)
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        return queue_page(where, at=comment_id, refusal=refusal), refusal.status
    db.session.commit()
    return redirect(where.url(at=id_in(request.form, "next"), done=decision.id), code=303)


@bp.post("/moderation/queue/decisions/<id:decision_id>/undo")
@login_required
def undo_here(decision_id: int) -> ResponseReturnValue:
    """And the comment is before them again."""
    require(may_moderate(somebody()))
    where = Where.carried(request.form)
    try:
        undo(decision_id, by=somebody())
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        return queue_page(where, at=_about(decision_id), refusal=refusal), refusal.status
    db.session.commit()
    return redirect(where.url(at=_about(decision_id)), code=303)


def _about(decision_id: int) -> int | None:
    decision = db.session.get(Decision, decision_id)
    return decision.comment_id if decision else None
