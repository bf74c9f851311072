"""The second step of signing in: a code of the app, or a recovery code."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.arriving import half_arrived
from forum.accounts.failures import Tries, forget_failures, note_failure, require_patience, second_of, who_tries
from forum.accounts.keys import Ticket
from forum.accounts.models import Account
from forum.accounts.passkeys import passkeys_of
from forum.accounts.recovery import FEW, codes_left
from forum.accounts.routes.blueprint import bp
from forum.accounts.second_factors import confirmed_authenticator_of, prove_second
from forum.accounts.signing_in import holder_of
from forum.accounts.tickets import count_try, use
from forum.accounts.viewer import sign_in
from forum.db import db
from forum.errors import Forbidden, Invalid, Refusal, TooOften
from forum.web.returning import local_path


@bp.get("/sign-in/second")
def second_form() -> ResponseReturnValue:
    ticket = half_arrived()
    return redirect(url_for("accounts.sign_in_form"), code=303) if ticket is None else _page(ticket)


@bp.post("/sign-in/second")
def give_second() -> ResponseReturnValue:
    ticket = half_arrived()
    if ticket is None:
        return redirect(url_for("accounts.sign_in_form"), code=303)
    account, destination = _holder(ticket), local_path(ticket.next)
    tried = who_tries(second_of(account.id))
    try:
        with_recovery = _prove(account, ticket, tried)
    except (Invalid, TooOften) as refusal:
        db.session.commit()  # the try counts
        return _page(ticket, refusal), refusal.status
    use(ticket)
    sign_in(account, with_second=True)
    if with_recovery and codes_left(account) <= FEW:
        destination = url_for("accounts.second_factor", next=destination)
    db.session.commit()
    return redirect(destination, code=303)


def _prove(account: Account, ticket: Ticket, tried: Tries) -> bool:
    require_patience(tried, of="wrong codes", instead="then type the next one")
    if not count_try(ticket):
        raise Invalid("Too many wrong codes. Sign in again from the beginning.", "code")
    try:
        with_recovery = prove_second(account, request.form.get("code", ""))
    except Invalid:
        note_failure(tried)
        raise
    forget_failures(tried)
    return with_recovery


def _holder(ticket: Ticket) -> Account:
    account = holder_of(ticket)
    if account is None:
        raise Forbidden("This account is no more.")
    return account


def _page(ticket: Ticket, refusal: Refusal | None = None) -> str:
    account = _holder(ticket)
    facts = {"holder": account, "refusal": refusal, "next": local_path(ticket.next)}
    has_app = confirmed_authenticator_of(account) is not None
    return render_template("accounts/second.html", **facts, has_app=has_app, has_passkey=bool(passkeys_of(account)))
