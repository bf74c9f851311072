"""What stands around the queue: notes about people, searches that are kept, blurred words."""

from flask import redirect, request
from flask.typing import ResponseReturnValue

from forum.accounts.permissions import may_moderate
from forum.accounts.queries import account_or_404
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Invalid, Refusal, require
from forum.queue.notes import add_note, remove_note
from forum.queue.routes.blueprint import bp
from forum.queue.routes.looking import queue_page
from forum.queue.routes.where import Where, id_in
from forum.queue.softening import blur_words
from forum.queue.views import forget_view, keep_view


@bp.post("/people/<handle>/notes")
@login_required
def note(handle: str) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    where, at = Where.carried(request.form), id_in(request.form, "at")
    try:
        add_note(account_or_404(handle), request.form, by=somebody())
    except Invalid as refusal:
        return queue_page(where, at=at, refusal=refusal), refusal.status
    db.session.commit()
    return redirect(where.url(at=at), code=303)


@bp.post("/moderation/notes/<id:note_id>/remove")
@login_required
def drop_note(note_id: int) -> ResponseReturnValue:
    remove_note(note_id, by=somebody())
    db.session.commit()
    return redirect(Where.carried(request.form).url(at=id_in(request.form, "at")), code=303)


@bp.post("/moderation/queue/blur")
@login_required
def blur() -> ResponseReturnValue:
    blur_words("blur" in request.form, by=somebody())
    db.session.commit()
    return redirect(Where.carried(request.form).url(at=id_in(request.form, "at")), code=303)


@bp.post("/moderation/views")
@login_required
def save_view() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    where = Where.carried(request.form)
    try:
        keep_view(request.form, by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return queue_page(where, refusal=refusal), refusal.status
    db.session.commit()
    return redirect(where.url(), code=303)


@bp.post("/moderation/views/<id:view_id>/forget")
@login_required
def drop_view(view_id: int) -> ResponseReturnValue:
    forget_view(view_id, by=somebody())
    db.session.commit()
    return redirect(Where.carried(request.form).url(), code=303)
