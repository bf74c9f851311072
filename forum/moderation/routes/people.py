"""A person as moderators see them: what was done to them, and what can be."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock, ids
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.accounts.queries import account_or_404
from forum.accounts.viewer import login_required, somebody
from forum.articles.queries import article_or_404
from forum.db import db
from forum.discussion.drafts import keep_draft
from forum.discussion.forms import parse_parent
from forum.discussion.routes.addresses import box_of
from forum.errors import NotFound, Refusal, require
from forum.markup.excerpt import excerpt
from forum.moderation.bulk import decide_everything_by, preview_of
from forum.moderation.forms import parse_more, parse_reason, parse_verb
from forum.moderation.linked import linked_with
from forum.moderation.models import Kind
from forum.moderation.permissions import may_sanction
from forum.moderation.routes.acting import outcome_page
from forum.moderation.routes.blueprint import bp
from forum.moderation.sanction_form import MUTE_DAYS, SanctionForm
from forum.moderation.sanctions import (
    acknowledge,
    effect_on,
    history_of,
    impose,
    is_lasting,
    release,
    unread_warnings,
)
from forum.statements.reasons import lines


@bp.get("/people/<handle>/moderation")
@login_required
def person(handle: str) -> ResponseReturnValue:
    return _page(_known(handle))


@bp.post("/people/<handle>/sanction")
@login_required
def sanction(handle: str) -> ResponseReturnValue:
    found = _known(handle)
    try:
        impose(found, SanctionForm.parse(request.form), by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _page(_known(handle), refusal), refusal.status
    db.session.commit()
    return redirect(url_for("moderation.person", handle=found.handle), code=303)


@bp.post("/people/<handle>/let-go")
@login_required
def let_go(handle: str) -> ResponseReturnValue:
    found = _known(handle)
    try:
        release(_sanction_id(), found, by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _page(_known(handle), refusal), refusal.status
    db.session.commit()
    return redirect(url_for("moderation.person", handle=found.handle), code=303)


@bp.get("/people/<handle>/everything")
@login_required
def everything_form(handle: str) -> ResponseReturnValue:
    found, verb = _known(handle), parse_verb(request.args.get("verb", "remove"))
    preview = preview_of(found, verb, by=somebody())
    asks = {"person": found, "verb": verb, "preview": preview, "reasons": lines(), "words": excerpt}
    return render_template("moderation/everything.html", **asks)


@bp.post("/people/<handle>/everything")
@login_required
def everything(handle: str) -> ResponseReturnValue:
    found, verb = _known(handle), parse_verb(request.form.get("verb", ""))
    reason = parse_reason(verb, request.form)
    line, name = (reason.public_line, reason.name) if reason else (None, None)
    _, outcomes = decide_everything_by(found, verb, line, somebody(), name, parse_more(request.form))
    return outcome_page(outcomes)


@bp.get("/me/warnings")
@login_required
def warnings() -> ResponseReturnValue:
    return render_template("moderation/warnings.html", warnings=unread_warnings(somebody()))


@bp.post("/me/warnings")
@login_required
def read_warnings() -> ResponseReturnValue:
    """They have read it, and go back to the box with the words that they had in it."""
    address = _box()
    acknowledge(somebody())
    db.session.commit()
    return redirect(address, code=303)


def _box() -> str:
    slug, words = request.form.get("box"), request.form.get("body", "")
    if not slug:
        return url_for("moderation.warnings")
    article = article_or_404(slug)
    draft = keep_draft(article, words) if words.strip() else None
    return box_of(article, parse_parent(request.form), None, draft)


def _known(handle: str) -> Account:
    found = account_or_404(handle)
    require(may_moderate(somebody()))
    return found


def _page(found: Account, refusal: Refusal | None = None) -> str:
    history = history_of(found)
    return render_template(
        "moderation/person.html",
        person=found,
        refusal=refusal,
        typed=request.form,
        kinds=list(Kind),
        mute_days=MUTE_DAYS,
        may=may_sanction(somebody(), found),
        effect=effect_on(found),
        history=history,
        in_force={row.kind for row, _ in history if row.kind != Kind.WARN and is_lasting(row, clock.now())},
        linked=linked_with(found, by=somebody()),
        is_lasting=lambda row: is_lasting(row, clock.now()),
    )


def _sanction_id() -> int:
    try:
        return ids.from_text(request.form.get("sanction", ""))
    except ValueError:
        raise NotFound("There is no such entry.") from None
