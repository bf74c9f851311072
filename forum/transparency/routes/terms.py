"""Terms and house rules: to read in every version, and for admins to publish."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Refusal, require
from forum.markup.render import article_html
from forum.statements.published import NAMES, Terms, TermsKind
from forum.transparency.forms import MOST, TermsForm, parse_kind
from forum.transparency.permissions import may_publish
from forum.transparency.publishing import publish
from forum.transparency.routes.blueprint import bp
from forum.transparency.versions import ended_at, in_force, in_force_or_404, version_or_404, versions_of


@bp.get("/terms")
def terms() -> ResponseReturnValue:
    return _version(in_force_or_404(TermsKind.TERMS))


@bp.get("/rules")
def rules() -> ResponseReturnValue:
    return _version(in_force_or_404(TermsKind.RULES))


@bp.get("/terms/<id:terms_id>")
def version(terms_id: int) -> ResponseReturnValue:
    return _version(version_or_404(terms_id))


@bp.get("/moderation/terms")
@login_required
def terms_form() -> ResponseReturnValue:
    require(may_publish(somebody()))
    return _form(parse_kind(request.args.get("kind", TermsKind.RULES)))


@bp.post("/moderation/terms")
@login_required
def publish_terms() -> ResponseReturnValue:
    require(may_publish(somebody()))
    kind = parse_kind(request.form.get("kind", ""))
    try:
        form = TermsForm.parse(request.form)
        if "preview" in request.form:
            return _form(kind, words=form.body, preview=article_html(form.body))
        publish(form, by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _form(kind, words=request.form.get("body", ""), refusal=refusal), refusal.status
    db.session.commit()
    return redirect(url_for("transparency.terms_form", kind=kind), code=303)


def _version(row: Terms) -> str:
    return render_template(
        "transparency/terms.html",
        version=row,
        until=ended_at(row),
        versions=versions_of(row.kind),
        name=NAMES[row.kind],
    )


def _form(kind: TermsKind, words: str | None = None, preview: str | None = None, refusal: Refusal | None = None) -> str:
    former = in_force(kind)
    return render_template(
        "transparency/publish.html",
        kind=kind,
        names=NAMES,
        former=former,
        words=(former.body_source if former else "") if words is None else words,
        preview=preview,
        refusal=refusal,
        most=MOST,
    )
