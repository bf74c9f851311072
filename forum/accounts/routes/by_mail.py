"""Sign in by mail: a link for the device that has the mail, a code for another one."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.addresses import parse_email
from forum.accounts.arriving import arrive, needs_second_factor
from forum.accounts.changing import change_password
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.passwords import hash_password, parse_password
from forum.accounts.routes.blueprint import bp, destination, page
from forum.accounts.routes.codes import CodePage
from forum.accounts.signing_in import ask_for_mail, enter_with, holder_of
from forum.accounts.tickets import awaiting, by_link
from forum.db import db
from forum.errors import Invalid, Refusal, require
from forum.mail.post import is_possible
from forum.web.returning import local_path
from forum.web.site import settings

_CODE = CodePage(
    form="accounts.code_form",
    answer="accounts.sign_in_by_code",
    ask=lambda ticket: ask_for_mail(ticket.email, ticket.next, ticket.name),
)


@bp.post("/sign-in/mail")
def mail_sign_in() -> ResponseReturnValue:
    """One mail and one page, whoever the address belongs to."""
    require(is_possible())
    try:
        ticket = ask_for_mail(parse_email(request.form.get("email", "")), destination(""))
    except Refusal as refusal:
        db.session.rollback()
        return page("accounts/sign_in.html", refusal), refusal.status
    db.session.commit()
    return redirect(url_for("accounts.code_form", ticket=ticket.id), code=303)


@bp.get("/sign-in/code/<ticket>")
def code_form(ticket: str) -> ResponseReturnValue:
    return _CODE.show(awaiting(ticket, Purpose.SIGN_IN))


@bp.post("/sign-in/code/<ticket>")
def sign_in_by_code(ticket: str) -> ResponseReturnValue:
    row = awaiting(ticket, Purpose.SIGN_IN)
    return _CODE.without_code(row) or _enter(row)


@bp.get("/sign-in/link/<token>")
def sign_in_link(token: str) -> ResponseReturnValue:
    """Only a button: mail scanners and previews follow links, and following must not use it up."""
    ticket = by_link(token, Purpose.SIGN_IN, Purpose.OWNER)
    return _link_page(token, ticket)


@bp.post("/sign-in/link/<token>")
def sign_in_by_link(token: str) -> ResponseReturnValue:
    ticket = by_link(token, Purpose.SIGN_IN, Purpose.OWNER)
    holder, password = holder_of(ticket), request.form.get("password", "")
    if not password or not _takes_password(holder):  # left empty, the old one stays
        return _enter(ticket)
    try:
        parse_password(password, *_known_of(ticket, holder))
    except Invalid as refusal:
        return _link_page(token, ticket, refusal), refusal.status
    # Hashing takes as long as many comments: nobody shall wait for the database meanwhile.
    db.session.rollback()
    hashed = hash_password(password)
    return _enter(by_link(token, Purpose.SIGN_IN, Purpose.OWNER), hashed)


def _takes_password(holder: Account | None) -> bool:
    """Not of whom the second factor is still to be asked: the mail alone shall not take the place of both."""
    return holder is None or not needs_second_factor(holder)


def _known_of(ticket: Ticket, holder: Account | None) -> tuple[str, ...]:
    known = (holder.handle, holder.email) if holder else (ticket.name, ticket.email)
    return (*known, settings().site_name)


def _enter(ticket: Ticket, hashed: str | None = None) -> ResponseReturnValue:
    wanted = local_path(ticket.next or request.values.get("next"), "/")
    is_new = holder_of(ticket) is None
    # Who comes for the first time and gave no name is asked, once, how they sign.
    if is_new and not ticket.name:
        wanted = url_for("discussion.profile_form", next=wanted)
    account = enter_with(ticket)
    if is_new:
        account.password_hash = hashed
    elif hashed is not None:
        change_password(account, hashed, keep="")
    answer = arrive(account, wanted)
    db.session.commit()
    return answer


def _link_page(token: str, ticket: Ticket, refusal: Refusal | None = None) -> str:
    holder = holder_of(ticket)
    facts = {"token": token, "holder": holder, "ticket": ticket, "takes_password": _takes_password(holder)}
    return render_template("accounts/link.html", **facts, refusal=refusal)
