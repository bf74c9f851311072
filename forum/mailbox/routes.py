"""The pages of the mailbox."""

from typing import Any

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from forum.handlers import PURPOSES
from forum.mail.models import State
from forum.mail.post import shows_mailbox
from forum.mail.queries import mail_or_404, mails_in
from forum.mailbox.reading import pieces, read
from forum.web.site import settings

bp = Blueprint("mailbox", __name__)
# It holds what signs people in.
SECRET = {"Cache-Control": "no-store"}


@bp.app_context_processor
def _template_words() -> dict[str, Any]:
    return {"shows_mailbox": shows_mailbox}


@bp.before_request
def _only_where_it_is_shown() -> None:
    if not shows_mailbox():
        abort(404)


@bp.get("/mailbox")
def mails() -> ResponseReturnValue:
    found = [read(mail, PURPOSES, settings()) for mail in mails_in(set(State))]
    return render_template("mailbox/mails.html", found=found), SECRET


@bp.get("/mailbox/<id:mail_id>")
def mail(mail_id: int) -> ResponseReturnValue:
    found = read(mail_or_404(mail_id), PURPOSES, settings())
    text = pieces(found.letter.text, settings().base_url) if found.letter else ()
    return render_template("mailbox/mail.html", found=found, text=text), SECRET
