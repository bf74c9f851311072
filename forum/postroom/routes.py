"""The owners' page for mail."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Refusal
from forum.mail.post import is_possible
from forum.postroom.looking import MOST, room_for
from forum.postroom.sending import try_address_again, try_mail_again

bp = Blueprint("postroom", __name__)


@bp.get("/moderation/mail")
@login_required
def room() -> ResponseReturnValue:
    return _page()


@bp.post("/moderation/mail/<id:mail_id>/again")
@login_required
def again(mail_id: int) -> ResponseReturnValue:
    return _change(lambda: try_mail_again(mail_id, by=somebody()))


@bp.post("/moderation/mail/address")
@login_required
def allow() -> ResponseReturnValue:
    return _change(lambda: try_address_again(request.form.get("address", ""), by=somebody()))


def _change(change: Callable[[], None]) -> ResponseReturnValue:
    """Do it and come back to the page; what is refused is said there."""
    try:
        change()
    except Refusal as refusal:
        db.session.rollback()
        return _page(refusal), refusal.status
    db.session.commit()
    return redirect(url_for("postroom.room"), code=303)


def _page(refusal: Refusal | None = None) -> str:
    found = room_for(somebody())
    return render_template("postroom/room.html", found=found, most=MOST, possible=is_possible(), refusal=refusal)
