"""Rules that are tried out: begun from a rule's form, watched on a page of their own."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Refusal, require
from forum.markup.excerpt import excerpt
from forum.moderation.permissions import may_change_rules
from forum.moderation.routes.blueprint import bp
from forum.moderation.routes.rules import rules_page
from forum.moderation.rule_form import RuleForm
from forum.moderation.rule_words import DOES, MEANINGS, WOULD, label
from forum.moderation.trial_rows import revived
from forum.moderation.trials import begin_trial, fields_of, may_stop, samples_of, stop_trial, trial_or_404


@bp.post("/moderation/rules/trials")
@login_required
def start_trial() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    try:
        begun = begin_trial(RuleForm.parse(request.form), by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return rules_page(refusal), refusal.status
    address = url_for("moderation.trial", trial_id=begun.id)
    db.session.commit()
    return redirect(address, code=303)


@bp.get("/moderation/rules/trials/<id:trial_id>")
@login_required
def trial(trial_id: int) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    found = trial_or_404(trial_id)
    return render_template(
        "moderation/trial.html",
        trial=found,
        asked=revived(found.asked),
        saved=revived(found.saved),
        fields=fields_of(found),
        samples=[] if found.is_running else samples_of(found),
        would=WOULD,
        does=DOES,
        meanings=MEANINGS,
        label=label,
        excerpt=excerpt,
        may_change=bool(may_change_rules(somebody())),
        may_stop=bool(may_stop(somebody(), found)),
    )


@bp.post("/moderation/rules/trials/<id:trial_id>/stop")
@login_required
def stop(trial_id: int) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    stop_trial(trial_or_404(trial_id), by=somebody())
    db.session.commit()
    return redirect(url_for("moderation.trial", trial_id=trial_id), code=303)
