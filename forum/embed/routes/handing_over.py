"""The window in which a reader lets a page of another site know who they are: a page of ours, at the top, in no frame.

*Why the opener is kept (S21).* Everywhere else our pages cut themselves off from whoever opened them. These two do not,
or the last one could tell the page that waits for it nothing. Where the way led over a sign-in it is cut off anyhow:
then that page asks us, by the nonce that it began with.
"""

from urllib.parse import urlsplit

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import current, current_session, login_required, somebody
from forum.api.tokens import hand_over as hand_code_over
from forum.db import db
from forum.embed.forms import Asked
from forum.embed.routes.blueprint import bp
from forum.web.returning import this_page


@bp.get("/embed/sign-in")
def ask() -> ResponseReturnValue:
    asked = Asked.parse(request.args)
    if current() is None:
        return redirect(url_for("accounts.sign_in_form", next=this_page()), code=303)
    return _open("embed/ask.html", asked)


@bp.post("/embed/sign-in")
@login_required
def hand_over() -> ResponseReturnValue:
    asked = Asked.parse(request.form)
    code = hand_code_over(somebody(), current_session(), asked.origin, asked.challenge, asked.nonce)
    db.session.commit()
    return _open("embed/handed_over.html", asked, code=code)


def _open(template: str, asked: Asked, **facts: str) -> Response:
    response = make_response(render_template(template, asked=asked, host=urlsplit(asked.origin).netloc, **facts))
    response.headers["Cross-Origin-Opener-Policy"] = "unsafe-none"
    return response
