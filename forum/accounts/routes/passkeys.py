"""Passkeys: sign in with one, make one, remove one. Each begins with a form, since a challenge is a row."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.keys import Ticket
from forum.accounts.passkeys import (
    add_passkey,
    ask_to_make,
    ask_to_use,
    awaited,
    enter_by_passkey,
    options_to_make,
    options_to_use,
    remove_passkey,
    require_name,
)
from forum.accounts.routes.blueprint import bp, destination
from forum.accounts.routes.factors import codes_page
from forum.accounts.viewer import freshly_signed_in, sign_in, somebody
from forum.db import db
from forum.errors import Forbidden, Invalid, Refusal
from forum.web.device import device
from forum.web.returning import local_path


@bp.post("/sign-in/passkey")
def ask_for_passkey() -> ResponseReturnValue:
    require_name()
    ticket = ask_to_use(destination())
    db.session.commit()
    return redirect(url_for("accounts.passkey_form", ticket=ticket.id), code=303)


@bp.get("/sign-in/passkey/<ticket>")
def passkey_form(ticket: str) -> ResponseReturnValue:
    return _use_page(awaited(ticket))


@bp.post("/sign-in/passkey/<ticket>")
def sign_in_by_passkey(ticket: str) -> ResponseReturnValue:
    row = awaited(ticket)
    there = local_path(row.next)
    try:
        account = enter_by_passkey(row, request.form.get("credential", ""))
    except Invalid as refusal:
        db.session.rollback()
        return _use_page(awaited(ticket), refusal), refusal.status
    sign_in(account, with_second=True)
    db.session.commit()
    return redirect(there, code=303)


@bp.post("/me/passkeys")
@freshly_signed_in
def ask_for_new_passkey() -> ResponseReturnValue:
    require_name()
    ticket = ask_to_make(somebody())
    db.session.commit()
    return redirect(url_for("accounts.new_passkey_form", ticket=ticket.id), code=303)


@bp.get("/me/passkeys/<ticket>")
@freshly_signed_in
def new_passkey_form(ticket: str) -> ResponseReturnValue:
    return _make_page(_mine(ticket))


@bp.post("/me/passkeys/<ticket>")
@freshly_signed_in
def add_new_passkey(ticket: str) -> ResponseReturnValue:
    account, row = somebody(), _mine(ticket)
    try:
        codes = add_passkey(account, row, request.form.get("credential", ""), request.form.get("name", ""))
    except Invalid as refusal:
        db.session.rollback()
        return _make_page(_mine(ticket), refusal), refusal.status
    sign_in(account, with_second=True)
    db.session.commit()
    return codes_page(codes) if codes else redirect(url_for("accounts.second_factor"), code=303)


@bp.post("/me/passkeys/<id:passkey_id>/remove")
@freshly_signed_in
def remove_old_passkey(passkey_id: int) -> ResponseReturnValue:
    remove_passkey(somebody(), passkey_id)
    db.session.commit()
    return redirect(url_for("accounts.second_factor"), code=303)


def _mine(ticket: str) -> Ticket:
    row = awaited(ticket)
    if row.account_id != somebody().id:
        raise Forbidden("This page belongs to another account. Begin again from your own.")
    return row


def _use_page(ticket: Ticket, refusal: Refusal | None = None) -> str:
    facts = {"ticket": ticket, "refusal": refusal, "next": local_path(ticket.next)}
    return render_template("accounts/passkey.html", options=options_to_use(ticket), **facts)


def _make_page(ticket: Ticket, refusal: Refusal | None = None) -> str:
    facts = {"ticket": ticket, "refusal": refusal, "name": request.form.get("name", device())}
    return render_template("accounts/new_passkey.html", options=options_to_make(ticket, somebody()), **facts)
