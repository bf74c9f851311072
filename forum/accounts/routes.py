"""Register, sign in, sign out."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.credentials import check_password, hash_password, use_sign_in_link
from forum.accounts.forms import Registration, SignIn, parse_password
from forum.accounts.registration import register
from forum.accounts.viewer import sign_in, sign_out
from forum.db import db
from forum.errors import Invalid
from forum.web.returning import local_path

bp = Blueprint("accounts", __name__)


@bp.get("/register")
def register_form() -> ResponseReturnValue:
    return _page("accounts/register.html")


@bp.post("/register")
def register_account() -> ResponseReturnValue:
    try:
        account = register(Registration.parse(request.form))
    except Invalid as refusal:
        return _page("accounts/register.html", refusal), refusal.status
    sign_in(account)
    db.session.commit()
    return redirect(_destination(), code=303)


@bp.get("/sign-in")
def sign_in_form() -> ResponseReturnValue:
    return _page("accounts/sign_in.html")


@bp.post("/sign-in")
def sign_in_account() -> ResponseReturnValue:
    try:
        wanted = SignIn.parse(request.form)
        account = check_password(wanted.login, wanted.password)
    except Invalid as refusal:
        return _page("accounts/sign_in.html", refusal), refusal.status
    sign_in(account)
    db.session.commit()
    return redirect(_destination(), code=303)


@bp.get("/sign-in/link/<token>")
def sign_in_link(token: str) -> ResponseReturnValue:
    """Only a button: mail scanners and previews follow links, and following must not use it up."""
    page = render_template("accounts/link.html", token=token)
    # The address is the key. No Referer may carry it on, not even to us; `no-referrer` would do that as well, but
    # makes browsers send the form with `Origin: null`, which is refused.
    return page, {"Referrer-Policy": "strict-origin"}


@bp.post("/sign-in/link/<token>")
def sign_in_by_link(token: str) -> ResponseReturnValue:
    account = use_sign_in_link(token)
    # Whoever lost a password sets a new one here; left empty, the old one stays.
    if request.form.get("password"):
        account.password_hash = hash_password(parse_password(request.form["password"]))
    sign_in(account)
    db.session.commit()
    return redirect(_destination(), code=303)


@bp.get("/sign-out")
def sign_out_form() -> ResponseReturnValue:
    return render_template("accounts/sign_out.html")


@bp.post("/sign-out")
def sign_out_account() -> ResponseReturnValue:
    sign_out()
    db.session.commit()
    return redirect(_destination(), code=303)


def _page(template: str, refusal: Invalid | None = None) -> str:
    """A form, with what was typed (never the password) and what is wrong with it."""
    return render_template(template, typed=request.form, refusal=refusal, next=_destination(url_for("articles.front")))


def _destination(default: str = "/") -> str:
    return local_path(request.values.get("next"), default)
