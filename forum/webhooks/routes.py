"""The admins' pages of webhooks."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import ids
from forum.accounts.viewer import freshly_signed_in, login_required, somebody
from forum.db import db
from forum.errors import Invalid, NotFound, Refusal, require
from forum.webhooks.forms import WebhookForm
from forum.webhooks.keeping import (
    add_webhook,
    change_webhook,
    check_address,
    make_secret_anew,
    remove_webhook,
    send_again,
    send_test,
    switch,
)
from forum.webhooks.listing import all_webhooks, deliveries_of, delivery_or_404, shown_address, webhook_or_404
from forum.webhooks.models import Webhook
from forum.webhooks.names import EVENTS, FORMATS, STATES
from forum.webhooks.permissions import may_manage_webhooks

bp = Blueprint("webhooks", __name__)


@bp.get("/moderation/webhooks")
@login_required
def listing() -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    return render_template("webhooks/list.html", listed=all_webhooks())


@bp.get("/moderation/webhooks/new")
@login_required
def new() -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    return _form()


@bp.post("/moderation/webhooks")
@freshly_signed_in
def add() -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    try:
        hook, secret = add_webhook(_parsed(), by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _form(refusal), refusal.status
    db.session.commit()
    return _page(hook.id, secret=secret)


@bp.get("/moderation/webhooks/<id:webhook_id>")
@login_required
def one(webhook_id: int) -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    return _page(webhook_id, before=_before())


@bp.post("/moderation/webhooks/<id:webhook_id>")
@freshly_signed_in
def save(webhook_id: int) -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    webhook_or_404(webhook_id)
    try:
        change_webhook(webhook_or_404(webhook_id), _parsed(), by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _page(webhook_id, refusal), refusal.status
    return _back_to(webhook_id)


@bp.post("/moderation/webhooks/<id:webhook_id>/secret")
@freshly_signed_in
def secret(webhook_id: int) -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    made = make_secret_anew(webhook_or_404(webhook_id), by=somebody())
    db.session.commit()
    return _page(webhook_id, secret=made)


@bp.post("/moderation/webhooks/<id:webhook_id>/on")
@freshly_signed_in
def switch_on(webhook_id: int) -> ResponseReturnValue:
    return _changed(webhook_id, lambda hook: switch(hook, True, by=somebody()))


@bp.post("/moderation/webhooks/<id:webhook_id>/off")
@freshly_signed_in
def switch_off(webhook_id: int) -> ResponseReturnValue:
    return _changed(webhook_id, lambda hook: switch(hook, False, by=somebody()))


@bp.post("/moderation/webhooks/<id:webhook_id>/test")
@freshly_signed_in
def try_out(webhook_id: int) -> ResponseReturnValue:
    return _changed(webhook_id, lambda hook: send_test(hook, by=somebody()))


@bp.post("/moderation/webhooks/<id:webhook_id>/remove")
@freshly_signed_in
def remove(webhook_id: int) -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    remove_webhook(webhook_or_404(webhook_id), by=somebody())
    db.session.commit()
    return redirect(url_for("webhooks.listing"), code=303)


@bp.post("/moderation/webhooks/deliveries/<id:delivery_id>/again")
@freshly_signed_in
def again(delivery_id: int) -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    row = send_again(delivery_or_404(delivery_id), by=somebody())
    return _back_to(row.webhook_id)


def _parsed() -> WebhookForm:
    """The form, its address looked at while nothing is held: to look up a name may take a second."""
    form = WebhookForm.parse(request.form, request.form.getlist("event"))
    if form.url:
        db.session.commit()
        check_address(form.url)
    return form


def _changed(webhook_id: int, change: Callable[[Webhook], object]) -> ResponseReturnValue:
    require(may_manage_webhooks(somebody()))
    change(webhook_or_404(webhook_id))
    return _back_to(webhook_id)


def _back_to(webhook_id: int) -> ResponseReturnValue:
    db.session.commit()
    return redirect(url_for("webhooks.one", webhook_id=webhook_id), code=303)


def _form(refusal: Refusal | None = None) -> str:
    return render_template("webhooks/new.html", **_asked(refusal))


def _page(webhook_id: int, refusal: Refusal | None = None, secret: str | None = None, before: int | None = None) -> str:
    hook = webhook_or_404(webhook_id)
    deliveries, earlier = deliveries_of(hook, before)
    return render_template(
        "webhooks/one.html",
        hook=hook,
        address=shown_address(hook),
        secret=secret,
        deliveries=deliveries,
        before=earlier,
        states=STATES,
        **_asked(refusal),
    )


def _asked(refusal: Refusal | None) -> dict[str, object]:
    wrong = refusal.field if isinstance(refusal, Invalid) else None
    typed = request.form if refusal else None
    wanted = request.form.getlist("event") if refusal else None
    return {"events": EVENTS, "formats": FORMATS, "refusal": refusal, "wrong": wrong, "typed": typed, "wanted": wanted}


def _before() -> int | None:
    text = request.args.get("before")
    if not text:
        return None
    try:
        return ids.from_text(text)
    except ValueError:
        raise NotFound("This address does not lead to a page. Go back to the beginning of the log.") from None
