"""Deciding in place: the page of one comment for its moderators."""

from collections.abc import Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import comment_or_404, comment_to_change
from forum.errors import NotFound, Refusal, require
from forum.moderation.decisions import Overtaken, decide
from forum.moderation.forms import DecisionForm
from forum.moderation.history import decisions_on
from forum.moderation.models import Decision, Verb
from forum.moderation.moving import hold_both
from forum.moderation.permissions import ON_COMMENTS, may_decide
from forum.moderation.routes.blueprint import bp
from forum.statements.reasons import lines

# Whose decision it is that somebody was overtaken by, the same comes to another verb.
_INSTEAD = {Verb.REJECT: Verb.REMOVE, Verb.REMOVE: Verb.REJECT, Verb.TRUST: Verb.APPROVE}


@bp.get("/c/<id:comment_id>/decision")
@login_required
def decision_form(comment_id: int) -> ResponseReturnValue:
    return _page(comment_id)


@bp.post("/c/<id:comment_id>/decision")
@login_required
def decide_on_comment(comment_id: int) -> ResponseReturnValue:
    try:
        decide_by_form(comment_id)
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        return _page(comment_id, refusal), refusal.status
    db.session.commit()
    # Whoever decided in the thread stays there.
    page = "discussion.permalink" if request.form.get("back") == "thread" else "moderation.decision_form"
    return redirect(url_for(page, comment_id=comment_id), code=303)


def decide_by_form(comment_id: int) -> Decision:
    """What the form says, done to the comment; whoever asks commits, or rolls back after a refusal."""
    if request.form.get("verb") == Verb.MOVE and may_moderate(somebody()):
        hold_both(comment_id, request.form)
    comment = comment_to_change(comment_id, somebody())
    require(may_moderate(somebody()))
    return decide(comment, DecisionForm.parse(request.form), by=somebody())


def instead_of(comment: Comment, verbs: Sequence[Verb]) -> Verb | None:
    """What the loser of a race may now do to have it their way."""
    text = request.form.get("verb", "")
    asked = Verb(text) if text in ON_COMMENTS else None
    return next((verb for verb in (asked, _INSTEAD.get(asked) if asked else None) if verb in verbs), None)


def _page(comment_id: int, refusal: Refusal | None = None) -> str:
    comment = comment_or_404(comment_id, somebody())
    require(may_moderate(somebody()))
    verbs = [verb for verb in ON_COMMENTS if may_decide(somebody(), comment, verb)]
    return render_template(
        "moderation/decision.html",
        comment=comment,
        verbs=verbs,
        reasons=lines(),
        refusal=refusal,
        typed=request.form,
        instead=instead_of(comment, verbs) if isinstance(refusal, Overtaken) else None,
        history=decisions_on(comment, clock.now(), by=somebody()),
    )
