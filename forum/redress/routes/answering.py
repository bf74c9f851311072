"""Appeals, for moderators: the list, one with all that helps to decide, and the decision."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import NotFound, Refusal, require
from forum.moderation.history import decisions_on
from forum.moderation.sanctions import history_of
from forum.redress.answering import OUTCOMES, answer_appeal, appealed
from forum.redress.forms import ANSWER_MAX, AnswerForm
from forum.redress.listing import appeals, parse_tab
from forum.redress.routes.blueprint import bp


@bp.get("/moderation/appeals")
@login_required
def listing() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    tab = parse_tab(request.args.get("tab"))
    lines, after = appeals(tab, request.args.get("after"), somebody())
    return render_template("redress/appeals.html", lines=lines, tab=tab, after=after, outcomes=OUTCOMES)


@bp.get("/moderation/appeals/<id:appeal_id>")
@login_required
def one(appeal_id: int) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    return _page(appeal_id)


@bp.post("/moderation/appeals/<id:appeal_id>")
@login_required
def answer(appeal_id: int) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    try:
        answer_appeal(appeal_id, AnswerForm.parse(request.form), by=somebody())
    except NotFound:
        raise
    except Refusal as refusal:
        db.session.rollback()
        return _page(appeal_id, refusal), refusal.status
    db.session.commit()
    return redirect(url_for("redress.one", appeal_id=appeal_id), code=303)


def _page(appeal_id: int, refusal: Refusal | None = None) -> str:
    found = appealed(appeal_id)
    comment = found.case.comment
    return render_template(
        "redress/one_appeal.html",
        appeal=found.appeal,
        case=found.case,
        statement=found.case.statement,
        comment=comment,
        may=found.may_answer(somebody()),
        others=found.others,
        history=decisions_on(comment, clock.now(), by=somebody()) if comment else (),
        sanctions=() if comment else history_of(found.case.person),
        outcomes=OUTCOMES,
        answer_max=ANSWER_MAX,
        typed=request.form,
        refusal=refusal,
    )
