"""One's own account: what there is to see and to change, and where one is signed in."""

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.credentials import end_other_sessions
from forum.accounts.routes.blueprint import bp
from forum.accounts.sessions import end_one, sessions_of
from forum.accounts.viewer import current_session, login_required, session_token, somebody
from forum.db import db


@bp.get("/me")
@login_required
def me() -> ResponseReturnValue:
    count = len(sessions_of(somebody()))
    return render_template("accounts/me.html", browsers=count, offered=current_app.view_functions)


@bp.get("/me/sessions")
@login_required
def sessions() -> ResponseReturnValue:
    found = sessions_of(somebody())
    return render_template("accounts/sessions.html", sessions=found, here=current_session())


@bp.post("/me/sessions/<id:session_id>/end")
@login_required
def end_session(session_id: int) -> ResponseReturnValue:
    end_one(somebody(), session_id)
    db.session.commit()
    return redirect(url_for("accounts.sessions"), code=303)


@bp.post("/me/sessions/end-others")
@login_required
def end_others() -> ResponseReturnValue:
    end_other_sessions(somebody(), session_token())
    db.session.commit()
    return redirect(url_for("accounts.sessions"), code=303)
