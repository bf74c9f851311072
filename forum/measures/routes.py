"""What staff ask about how moderating goes, and the second look."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import ids
from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Refusal, require
from forum.measures.looking import given, look_again, next_look
from forum.measures.page import measures_for
from forum.measures.scales import span
from forum.measures.waiting import MANY

bp = Blueprint("measures", __name__)


@bp.get("/moderation/measures")
@login_required
def measures() -> ResponseReturnValue:
    found = measures_for(somebody())
    return render_template("measures/measures.html", found=found, span=span, many=MANY)


@bp.get("/moderation/second-look")
@login_required
def second_look() -> ResponseReturnValue:
    return _page()


@bp.post("/moderation/second-look/<id:drawn_id>")
@login_required
def answer(drawn_id: int) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    try:
        look_again(drawn_id, request.form.get("answer", ""), by=somebody())
    except Refusal as refusal:
        db.session.rollback()
        return _page(refusal), refusal.status
    db.session.commit()
    return redirect(url_for("measures.second_look", done=ids.to_text(drawn_id)), code=303)


def _page(refusal: Refusal | None = None) -> str:
    after, done = _id("after"), _id("done")
    return render_template(
        "measures/second_look.html",
        again=next_look(somebody(), after),
        skipped=bool(after),
        done=given(done, somebody()) if done else None,
        refusal=refusal,
    )


def _id(name: str) -> int:
    """0 where none is named."""
    try:
        return ids.from_text(request.args.get(name, ""))
    except ValueError:
        return 0
