"""One's own second factors: setting up an authenticator, recovery codes, turning off."""

from importlib import import_module
from io import BytesIO
from types import ModuleType

from flask import Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.models import Account
from forum.accounts.passkeys import passkeys_of
from forum.accounts.recovery import FEW, codes_left
from forum.accounts.routes.blueprint import bp, destination
from forum.accounts.second_factors import (
    address_of,
    awaited,
    begin_authenticator,
    confirm_authenticator,
    confirmed_authenticator_of,
    has_second_factor,
    renew_codes,
    secret_of,
    turn_off_authenticator,
)
from forum.accounts.viewer import current_session, freshly_signed_in, login_required, sign_in, somebody
from forum.db import db
from forum.errors import Invalid, Refusal


@bp.get("/me/second-factor")
@login_required
def second_factor() -> ResponseReturnValue:
    account = somebody()
    return render_template(
        "accounts/second_factor.html",
        authenticator=confirmed_authenticator_of(account),
        passkeys=passkeys_of(account),
        left=codes_left(account),
        few=FEW,
        has_one=has_second_factor(account),
        gave_it=current_session().second_at is not None,
        next=destination(""),
    )


@bp.post("/me/second-factor")
@freshly_signed_in
def set_up_authenticator() -> ResponseReturnValue:
    begin_authenticator(somebody())
    db.session.commit()
    return redirect(url_for("accounts.authenticator_form"), code=303)


@bp.get("/me/second-factor/authenticator")
@freshly_signed_in
def authenticator_form() -> ResponseReturnValue:
    return _set_up_page(somebody())


@bp.get("/me/second-factor/authenticator.svg")
@freshly_signed_in
def authenticator_code() -> ResponseReturnValue:
    """The QR code, as a picture of its own: the policy allows none inside the page."""
    drawn = BytesIO()
    address = address_of(awaited(somebody()), somebody())
    # Dark on light, in dark mode too: some cameras read no other.
    _segno().make(address, error="m").save(drawn, kind="svg", scale=4, dark="#000", light="#fff")
    response = Response(drawn.getvalue(), content_type="image/svg+xml; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.post("/me/second-factor/authenticator")
@freshly_signed_in
def confirm_authenticator_code() -> ResponseReturnValue:
    account = somebody()
    try:
        codes = confirm_authenticator(account, request.form.get("code", ""))
    except Invalid as refusal:
        db.session.rollback()
        return _set_up_page(account, refusal), refusal.status
    return _with_codes(account, codes)


@bp.post("/me/second-factor/codes")
@freshly_signed_in
def make_recovery_codes() -> ResponseReturnValue:
    codes = renew_codes(somebody())
    db.session.commit()
    return codes_page(codes)


@bp.post("/me/second-factor/off")
@freshly_signed_in
def turn_off() -> ResponseReturnValue:
    turn_off_authenticator(somebody())
    db.session.commit()
    return redirect(url_for("accounts.second_factor"), code=303)


def _segno() -> ModuleType:
    # A fiftieth of a second at every start, for a picture that few people look at once.
    return import_module("segno")


def codes_page(codes: list[str]) -> str:
    """The only time that they are shown: they are kept nowhere, and so this answers the form itself."""
    return render_template("accounts/recovery_codes.html", codes=codes)


def _with_codes(account: Account, codes: list[str]) -> str:
    """In a session of a new name, which has given the second factor (ASVS 7.2.4)."""
    sign_in(account, with_second=True)
    db.session.commit()
    return codes_page(codes)


def _set_up_page(account: Account, refusal: Refusal | None = None) -> str:
    return render_template("accounts/authenticator.html", secret=secret_of(awaited(account)), refusal=refusal)
