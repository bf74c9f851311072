"""The owners' page for people, and one for each of them."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import ids
from forum.accounts.models import Account, Role
from forum.accounts.queries import account_or_404
from forum.accounts.sessions import end_one, sessions_of
from forum.accounts.signing_in import send_link
from forum.accounts.viewer import freshly_signed_in, login_required, somebody
from forum.db import db
from forum.errors import Forbidden, NotFound, Refusal, require
from forum.mail.post import is_possible
from forum.moderation.log import log_change
from forum.people.forms import parse_role
from forum.people.permissions import may_manage_people
from forum.people.roles import change_badge, change_role
from forum.people.searching import held_among, people_page
from forum.privacy.holding import hold_account, hold_of, parse_reason, release_account

bp = Blueprint("people", __name__)


@bp.get("/people")
@login_required
def listing() -> ResponseReturnValue:
    require(may_manage_people(somebody()))
    begins = request.args.get("begins", "").strip()
    people, next_cursor = people_page(begins, request.args.get("cursor"))
    held = held_among(people)
    return render_template("people/list.html", people=people, begins=begins, next_cursor=next_cursor, held=held)


@bp.get("/people/<handle>/manage")
@login_required
def manage(handle: str) -> ResponseReturnValue:
    return _page(_managed(handle))


@bp.post("/people/<handle>/role")
@freshly_signed_in
def role(handle: str) -> ResponseReturnValue:
    return _change(handle, lambda person: change_role(person, parse_role(request.form.get("role", "")), by=somebody()))


@bp.post("/people/<handle>/badge")
@freshly_signed_in
def badge(handle: str) -> ResponseReturnValue:
    return _change(handle, lambda person: change_badge(person, request.form.get("badge", ""), by=somebody()))


@bp.post("/people/<handle>/end-session")
@freshly_signed_in
def end_session(handle: str) -> ResponseReturnValue:
    return _change(handle, lambda person: end_one(person, _session_id()))


@bp.post("/people/<handle>/hold")
@freshly_signed_in
def hold(handle: str) -> ResponseReturnValue:
    def change(person: Account) -> None:
        reason = parse_reason(request.form.get("reason", ""))
        hold_account(person, reason, by=somebody())
        log_change("legal-hold", somebody(), person, None, True, reason)

    return _change(handle, change)


@bp.post("/people/<handle>/release")
@freshly_signed_in
def release(handle: str) -> ResponseReturnValue:
    def change(person: Account) -> None:
        if release_account(person):
            log_change("legal-hold", somebody(), person, True, None)

    return _change(handle, change)


@bp.post("/people/<handle>/mail-link")
@freshly_signed_in
def mail_link(handle: str) -> ResponseReturnValue:
    return _change(handle, _mail_link)


def _mail_link(person: Account) -> None:
    require(is_possible())
    if not person.email:
        raise Forbidden("This account has no address.")
    send_link(person.email)


def _managed(handle: str) -> Account:
    person = account_or_404(handle)
    require(may_manage_people(somebody()))
    return person


def _change(handle: str, change: Callable[[Account], object]) -> ResponseReturnValue:
    """Do it and come back to the person's page; what is refused is said there."""
    person = _managed(handle)
    try:
        change(person)
    except Refusal as refusal:
        db.session.rollback()
        return _page(_managed(handle), refusal), refusal.status
    db.session.commit()
    return redirect(url_for("people.manage", handle=person.handle), code=303)


def _page(person: Account, refusal: Refusal | None = None) -> str:
    return render_template(
        "people/manage.html",
        person=person,
        roles=list(Role),
        sessions=sessions_of(person),
        hold=hold_of(person),
        typed=request.form,
        refusal=refusal,
    )


def _session_id() -> int:
    try:
        return ids.from_text(request.form.get("session", ""))
    except ValueError:
        raise NotFound("That browser is signed out already.") from None
