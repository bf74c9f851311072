"""A person's page, folding away what they say, and whom a mention may mean."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.queries import account_or_404
from forum.accounts.viewer import current, login_required, somebody
from forum.articles.queries import article_id_or_404
from forum.db import db
from forum.discussion.muting import mute, unmute
from forum.discussion.naming import people_beginning
from forum.discussion.reading import comments_by, marks_of
from forum.discussion.routes.blueprint import bp
from forum.web.pages.sharing import depends_on_everything, shared
from forum.web.replies import json_reply
from forum.web.returning import last_page


@bp.get("/people/<handle>")
@shared("cursor")
def person(handle: str) -> ResponseReturnValue:
    found = account_or_404(handle)
    if handle.lower() != found.handle_key:
        return redirect(url_for("discussion.person", handle=found.handle), code=303)
    depends_on_everything()
    comments, next_cursor = comments_by(found, current(), request.args.get("cursor"))
    return render_template(
        "discussion/person.html",
        person=found,
        comments=comments,
        next_cursor=next_cursor,
        marks=marks_of(current(), comments),
    )


@bp.post("/people/<handle>/mute")
@login_required
def mute_person(handle: str) -> ResponseReturnValue:
    mute(account_or_404(handle), by=somebody())
    db.session.commit()
    return redirect(last_page(url_for("discussion.person", handle=handle)), code=303)


@bp.post("/people/<handle>/unmute")
@login_required
def unmute_person(handle: str) -> ResponseReturnValue:
    unmute(account_or_404(handle), by=somebody())
    db.session.commit()
    return redirect(last_page(url_for("discussion.person", handle=handle)), code=303)


@bp.get("/articles/<slug>/people")
def people(slug: str) -> ResponseReturnValue:
    found = people_beginning(request.args.get("begins", ""), article_id_or_404(slug), by=current())
    return json_reply([{"handle": person.handle, "name": person.display_name} for person in found])
