"""Change one's address: the new one proves itself by a link or a code, the old one is told (S06, S10)."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.addresses import parse_email
from forum.accounts.changing import ask_to_change_address, change_address, change_address_at_once
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.routes.blueprint import bp
from forum.accounts.routes.codes import CodePage
from forum.accounts.tickets import USED, awaiting, by_link
from forum.accounts.viewer import current, freshly_signed_in, login_required, renew_session, session_token, somebody
from forum.db import db
from forum.errors import Forbidden, Refusal
from forum.mail.post import is_possible

_CODE = CodePage(
    form="accounts.address_code_form",
    answer="accounts.confirm_address_by_code",
    ask=lambda ticket: ask_to_change_address(somebody(), ticket.email),
)


@bp.get("/me/address")
@freshly_signed_in
def address_form() -> ResponseReturnValue:
    return _form()


@bp.post("/me/address")
@freshly_signed_in
def save_address() -> ResponseReturnValue:
    try:
        answer = _by_mail(request.form.get("email", "")) if is_possible() else _at_once()
    except Refusal as refusal:
        db.session.rollback()
        return _form(refusal), refusal.status
    db.session.commit()
    return answer


@bp.get("/me/address/code/<ticket>")
@login_required
def address_code_form(ticket: str) -> ResponseReturnValue:
    return _CODE.show(_awaiting(ticket))


@bp.post("/me/address/code/<ticket>")
@login_required
def confirm_address_by_code(ticket: str) -> ResponseReturnValue:
    row = _awaiting(ticket)
    return _CODE.without_code(row) or _confirmed(row)


@bp.get("/me/address/link/<token>")
def address_link(token: str) -> ResponseReturnValue:
    """Only a button, on whichever device has the mail: following a link must not use it up."""
    ticket = by_link(token, Purpose.ADDRESS)
    holder = db.session.get(Account, ticket.account_id)
    return render_template("accounts/new_address.html", token=token, ticket=ticket, holder=holder)


@bp.post("/me/address/link/<token>")
def confirm_address_by_link(token: str) -> ResponseReturnValue:
    return _confirmed(by_link(token, Purpose.ADDRESS))


def _confirmed(ticket: Ticket) -> ResponseReturnValue:
    """Of the sessions only this browser's goes on, if it is its owner's."""
    me = current()
    is_here = me is not None and me.id == ticket.account_id
    change_address(ticket, keep=session_token() if is_here else "")
    if is_here:
        renew_session()
    db.session.commit()
    return redirect(url_for("accounts.me"), code=303)


def _by_mail(typed: str) -> ResponseReturnValue:
    ticket = ask_to_change_address(somebody(), parse_email(typed))
    return redirect(url_for("accounts.address_code_form", ticket=ticket.id), code=303)


def _at_once() -> ResponseReturnValue:
    change_address_at_once(somebody(), parse_email(request.form.get("email", "")), keep=session_token())
    renew_session()
    return redirect(url_for("accounts.me"), code=303)


def _awaiting(ticket_id: str) -> Ticket:
    ticket = awaiting(ticket_id, Purpose.ADDRESS)
    if ticket.account_id != somebody().id:
        raise Forbidden(USED)
    return ticket


def _form(refusal: Refusal | None = None) -> str:
    return render_template("accounts/address.html", refusal=refusal, typed=request.form)
