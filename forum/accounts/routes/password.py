"""Change one's password, set the first one, or do without."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.changing import change_password, may_do_without_password, remove_password
from forum.accounts.passwords import hash_password, parse_password
from forum.accounts.routes.blueprint import bp
from forum.accounts.viewer import freshly_signed_in, renew_session, session_token, somebody
from forum.db import db
from forum.errors import Invalid
from forum.web.site import settings


@bp.get("/me/password")
@freshly_signed_in
def password_form() -> ResponseReturnValue:
    return _page()


@bp.post("/me/password")
@freshly_signed_in
def save_password() -> ResponseReturnValue:
    me = somebody()
    try:
        wanted = parse_password(request.form.get("password", ""), me.handle, me.email, settings().site_name)
    except Invalid as refusal:
        return _page(refusal), refusal.status
    # To hash it takes as long as many comments: nobody shall wait for the database meanwhile.
    db.session.rollback()
    hashed = hash_password(wanted)
    change_password(me, hashed, keep=session_token())
    return _with_new_session()


@bp.post("/me/password/remove")
@freshly_signed_in
def drop_password() -> ResponseReturnValue:
    remove_password(somebody(), keep=session_token())
    return _with_new_session()


def _with_new_session() -> ResponseReturnValue:
    renew_session()
    db.session.commit()
    return redirect(url_for("accounts.me"), code=303)


def _page(refusal: Invalid | None = None) -> str:
    may_remove = bool(somebody().password_hash and may_do_without_password(somebody()))
    return render_template("accounts/password.html", refusal=refusal, may_remove=may_remove)
