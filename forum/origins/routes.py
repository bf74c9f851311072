"""The admins' pages of the sites on whose pages discussions stand."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import freshly_signed_in, login_required, somebody
from forum.db import db
from forum.errors import Invalid, Refusal, require
from forum.fetching.door import Door
from forum.origins.checking import Checked, check, fetch_page
from forum.origins.forms import STANCES, OriginForm, parse_asked, parse_system
from forum.origins.keeping import add_origin, change_origin, remove_origin
from forum.origins.listing import all_sites, origin_or_404
from forum.origins.models import Origin
from forum.origins.permissions import may_manage_origins
from forum.origins.snippets import HTML, SYSTEMS, html_snippet, system_snippet
from forum.web.site import settings

bp = Blueprint("origins", __name__)


@bp.get("/moderation/origins")
@login_required
def listing() -> ResponseReturnValue:
    require(may_manage_origins(somebody()))
    return _list()


@bp.post("/moderation/origins")
@freshly_signed_in
def add() -> ResponseReturnValue:
    require(may_manage_origins(somebody()))
    try:
        row = add_origin(request.form.get("origin", ""), OriginForm.parse(request.form), by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _list(refusal), refusal.status
    return _back_to(row)


@bp.get("/moderation/origins/<scheme>/<host>")
@login_required
def one(scheme: str, host: str) -> ResponseReturnValue:
    require(may_manage_origins(somebody()))
    return _page(origin_or_404(scheme, host))


@bp.post("/moderation/origins/<scheme>/<host>")
@freshly_signed_in
def save(scheme: str, host: str) -> ResponseReturnValue:
    require(may_manage_origins(somebody()))
    row = origin_or_404(scheme, host)
    change_origin(row, OriginForm.parse(request.form), by=somebody())
    return _back_to(row)


@bp.post("/moderation/origins/<scheme>/<host>/check")
@login_required
def look(scheme: str, host: str) -> ResponseReturnValue:
    require(may_manage_origins(somebody()))
    origin = origin_or_404(scheme, host).origin
    db.session.commit()  # to call another site may take seconds: nothing is held meanwhile
    try:
        fetched = fetch_page(origin, request.form.get("url", ""), Door(settings().on_loopback))
    except Invalid as refusal:
        return _page(origin_or_404(scheme, host), refusal), refusal.status
    return _page(origin_or_404(scheme, host), checked=check(fetched, origin, settings().base_url))


@bp.post("/moderation/origins/<scheme>/<host>/remove")
@freshly_signed_in
def remove(scheme: str, host: str) -> ResponseReturnValue:
    require(may_manage_origins(somebody()))
    remove_origin(origin_or_404(scheme, host), by=somebody())
    db.session.commit()
    return redirect(url_for("origins.listing"), code=303)


def _back_to(row: Origin) -> ResponseReturnValue:
    address = url_for("origins.one", scheme=row.scheme, host=row.host)
    db.session.commit()
    return redirect(address, code=303)


def _list(refusal: Refusal | None = None) -> str:
    typed = request.form if refusal else None
    return render_template("origins/list.html", sites=all_sites(), stances=STANCES, refusal=refusal, typed=typed)


def _page(row: Origin, refusal: Refusal | None = None, checked: Checked | None = None) -> str:
    system, ours = parse_system(request.args.get("system")), settings().base_url
    try:
        asked = parse_asked(request.args) if system == HTML else None
        unclear = None
    except Invalid as invalid:
        asked, unclear = None, invalid
    return render_template(
        "origins/one.html",
        row=row,
        stances=STANCES,
        systems=SYSTEMS,
        system=system,
        text=html_snippet(ours, asked) if asked else system_snippet(system, ours, row.origin),
        unclear=unclear,
        ours=ours,
        refusal=refusal,
        checked=checked,
        looked_at=request.form.get("url", ""),
    )
