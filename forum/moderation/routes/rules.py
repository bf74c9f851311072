"""The rules of screening: moderators see them and try them out, admins change them."""

from collections.abc import Mapping

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import ids
from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.discussion.forms import parse_body
from forum.errors import NotFound, Refusal, require
from forum.moderation.catches import NOTHING, catches
from forum.moderation.permissions import may_change_rules
from forum.moderation.places import STANCES, stance_of
from forum.moderation.routes.blueprint import bp
from forum.moderation.rule_form import RuleForm
from forum.moderation.rule_words import MEANINGS, SHORT, label
from forum.moderation.rules import change_rule, sections, tried_on, version_of
from forum.moderation.trials import WHY_NOT, fields_of, trial_or_404
from forum.screening.book import book_read_again
from forum.screening.models import WHOLE_SITE
from forum.screening.rulebook import BY_NAME, RULES
from forum.screening.verdict import Ruling
from forum.web.site import settings


@bp.get("/moderation/rules")
@login_required
def rules() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    return rules_page()


@bp.post("/moderation/rules")
@login_required
def save_rule() -> ResponseReturnValue:
    require(may_change_rules(somebody()))
    try:
        form = RuleForm.parse(request.form)
        change_rule(form, by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return rules_page(refusal), refusal.status
    db.session.commit()
    return redirect(url_for("moderation.rules", rule=form.kind.name, section=form.section or None), code=303)


@bp.post("/moderation/rules/try")
@login_required
def try_rules() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    try:
        verdicts = tried_on(parse_body(request.form.get("body", "")), _section(), settings().hold)
    except Refusal as refusal:
        return rules_page(refusal), refusal.status
    return rules_page(verdicts=verdicts)


def rules_page(refusal: Refusal | None = None, verdicts: object = None) -> str:
    """All rules, or one of them: as it stands, as it was just typed, or as it was tried out."""
    chosen, section, tried = BY_NAME.get(request.values.get("rule", "")), _section(), _tried_out()
    version = version_of(chosen.name, section) if chosen else 0
    return render_template(
        "moderation/rules.html",
        kinds=RULES,
        chosen=None if chosen is None or chosen.fixed else chosen,
        terms=book_read_again().terms(section),
        section=section,
        version=tried.get("version", version),
        why_not=WHY_NOT,
        catches=catches([kind.name for kind in RULES], section),
        nothing=NOTHING,
        sections=sections(),
        stances=STANCES,
        stance=stance_of(section),
        rulings=list(Ruling),
        meanings=MEANINGS,
        short=SHORT,
        label=label,
        may_change=bool(may_change_rules(somebody())),
        typed=request.form or tried,
        verdicts=verdicts,
        refusal=refusal,
    )


def _tried_out() -> Mapping[str, str]:
    """What somebody tried out and comes back to change."""
    try:
        return fields_of(trial_or_404(ids.from_text(request.args["trial"]))) if "trial" in request.args else {}
    except ValueError:
        return {}


def _section() -> str:
    name = request.values.get("section", WHOLE_SITE)
    if name != WHOLE_SITE and name not in sections():
        raise NotFound("There is no such section.")
    return name
