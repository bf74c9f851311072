"""Register: by mail where the site can send it; by password at once where it cannot (a deviation, see TRUST.md)."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.addresses import parse_email
from forum.accounts.arriving import arrive
from forum.accounts.forms import Registration
from forum.accounts.names import parse_display_name
from forum.accounts.queries import names_of_staff
from forum.accounts.registration import register
from forum.accounts.routes.blueprint import bp, destination, page
from forum.accounts.signing_in import ask_for_mail
from forum.db import db
from forum.errors import Refusal
from forum.mail.post import is_possible as mail_is_possible
from forum.web.site import settings, words_of_addresses


@bp.get("/register")
def register_form() -> ResponseReturnValue:
    return page("accounts/register.html")


@bp.post("/register")
def register_account() -> ResponseReturnValue:
    try:
        answer = _by_mail() if mail_is_possible() else _at_once()
    except Refusal as refusal:
        db.session.rollback()
        return page("accounts/register.html", refusal), refusal.status
    db.session.commit()
    return answer


def _by_mail() -> ResponseReturnValue:
    """Whether or not the address has an account already: the mail says so, and nobody else learns it."""
    name = parse_display_name(request.form.get("name", ""), names_of_staff())
    ticket = ask_for_mail(parse_email(request.form.get("email", "")), destination(""), name)
    return redirect(url_for("accounts.code_form", ticket=ticket.id), code=303)


def _at_once() -> ResponseReturnValue:
    return arrive(register(Registration.parse(request.form, words_of_addresses(), settings().site_name)), destination())
