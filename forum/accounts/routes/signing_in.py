"""Sign in by password, sign out."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from forum.accounts.arriving import arrive
from forum.accounts.credentials import check_password
from forum.accounts.forms import SignIn
from forum.accounts.routes.blueprint import bp, destination, page
from forum.accounts.viewer import sign_out
from forum.db import db
from forum.errors import Invalid, TooOften
from forum.web.client import client_network


@bp.get("/sign-in")
def sign_in_form() -> ResponseReturnValue:
    return page("accounts/sign_in.html")


@bp.post("/sign-in")
def sign_in_account() -> ResponseReturnValue:
    try:
        wanted = SignIn.parse(request.form)
        account = check_password(wanted.login, wanted.password, client_network())
    except (Invalid, TooOften) as refusal:
        db.session.commit()  # the try counts
        return page("accounts/sign_in.html", refusal), refusal.status
    answer = arrive(account, destination())
    db.session.commit()
    return answer


@bp.get("/sign-out")
def sign_out_form() -> ResponseReturnValue:
    return render_template("accounts/sign_out.html")


@bp.post("/sign-out")
def sign_out_account() -> ResponseReturnValue:
    sign_out()
    db.session.commit()
    return redirect(destination(), code=303)
