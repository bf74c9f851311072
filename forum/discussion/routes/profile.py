"""One's own profile: the name, the handle, a few sentences."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.forms import BIO_MAX, Profile
from forum.accounts.queries import names_of_staff
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.discussion.bylines import change_profile
from forum.discussion.routes.blueprint import bp
from forum.errors import Invalid
from forum.web.returning import local_path
from forum.web.site import words_of_addresses


@bp.get("/me/profile")
@login_required
def profile_form() -> ResponseReturnValue:
    me = somebody()
    return _page({"display_name": me.display_name, "handle": me.handle, "bio": me.bio})


@bp.post("/me/profile")
@login_required
def save_profile() -> ResponseReturnValue:
    me = somebody()
    try:
        change_profile(me, Profile.parse(request.form, me, names_of_staff(but_of=me), words_of_addresses()))
    except Invalid as refusal:
        db.session.rollback()
        return _page(request.form.to_dict(), refusal), refusal.status
    db.session.commit()
    return redirect(_next() or url_for("accounts.me"), code=303)


def _next() -> str:
    """Where somebody was going when they were asked how they sign; a newcomer alone comes here on their way."""
    return local_path(request.values.get("next"), "")


def _page(typed: dict[str, str], refusal: Invalid | None = None) -> str:
    return render_template("discussion/profile.html", typed=typed, refusal=refusal, next=_next(), bio_max=BIO_MAX)
