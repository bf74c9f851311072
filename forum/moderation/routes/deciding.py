"""Deciding in place, until the queue exists."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.discussion.queries import comment_or_404, comment_to_change
from forum.errors import Refusal, require
from forum.moderation.decisions import decide
from forum.moderation.forms import REASONS, DecisionForm
from forum.moderation.models import Verb
from forum.moderation.permissions import may_decide
from forum.moderation.routes.blueprint import bp


@bp.get("/c/<id:comment_id>/decision")
@login_required
def decision_form(comment_id: int) -> ResponseReturnValue:
    return _page(comment_id)


@bp.post("/c/<id:comment_id>/decision")
@login_required
def decide_on_comment(comment_id: int) -> ResponseReturnValue:
    comment = comment_to_change(comment_id, somebody())
    require(may_moderate(somebody()))
    try:
        decide(comment, DecisionForm.parse(request.form), by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _page(comment_id, refusal), refusal.status
    db.session.commit()
    return redirect(url_for("discussion.permalink", comment_id=comment_id), code=303)


def _page(comment_id: int, refusal: Refusal | None = None) -> str:
    comment = comment_or_404(comment_id, somebody())
    require(may_moderate(somebody()))
    verbs = [verb for verb in Verb if may_decide(somebody(), comment, verb)]
    return render_template("moderation/decision.html", comment=comment, verbs=verbs, reasons=REASONS, refusal=refusal)
