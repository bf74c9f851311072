"""Coming from elsewhere: with a token that a newspaper signed, or by way of a provider and back."""

from contextlib import suppress
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.arriving import arrive
from forum.accounts.routes.blueprint import asks_again, destination, page
from forum.accounts.viewer import current, sign_in
from forum.db import db
from forum.errors import Forbidden, NotFound, Refusal
from forum.sso.accounts import Arrival, arrival_of
from forum.sso.asking import address_for, ask, remembered
from forum.sso.assertions import arrival_by_assertion
from forum.sso.provider import Line
from forum.sso.returning import Reply, vouched_by_code
from forum.sso.used import use
from forum.web.headers import ADDRESS_IS_A_KEY
from forum.web.returning import local_path
from forum.web.site import absolute, settings

bp = Blueprint("sso", __name__)
# Where the cookie keeps, sealed, what this browser went to the provider with.
_QUESTION = "question"


@bp.get("/sign-in/token")
def token_form() -> ResponseReturnValue:
    """The token stands behind the # of the address, which no browser sends and no log has: script fills it in."""
    _require_newspaper()
    return _token_page()


@bp.post("/sign-in/token")
def sign_in_by_token() -> ResponseReturnValue:
    _require_newspaper()
    there = destination()
    try:
        answer = _come_in(arrival_by_assertion(request.form.get("assertion", "")), there)
    except Refusal as refusal:
        db.session.rollback()
        return _token_page(refusal), refusal.status
    db.session.commit()
    return answer


@bp.get("/sign-in/provider")
def ask_provider() -> ResponseReturnValue:
    """A link and no form: a policy that keeps forms on this site keeps them from being sent on as well."""
    question = ask(destination(), again=asks_again())
    db.session.rollback()  # the provider may take its time: nobody shall wait for the database meanwhile
    address = address_for(question, _line(), _back())
    session[_QUESTION] = question.sealed()
    return redirect(address, code=303)


@bp.get("/sign-in/provider/back")
def back_form() -> ResponseReturnValue:
    """To look changes nothing: what came back in the address is sent by the button, which script presses."""
    line = _line()
    brought = {name: request.args.get(name, "") for name in ("code", "state", "iss", "error")}
    answer = render_template("sso/back.html", brought=brought, provider=line.known, **_way_on())
    return answer, ADDRESS_IS_A_KEY | {"Cache-Control": "no-store"}


@bp.post("/sign-in/provider/back")
def sign_in_by_provider() -> ResponseReturnValue:
    line, way_on = _line(), _way_on()
    try:
        question = remembered(session.pop(_QUESTION, None))
        reply = Reply.parse(request.form)
        db.session.rollback()  # as above
        vouched = vouched_by_code(reply, question, line, _back())
        use(line.known.issuer, f"nonce {question.nonce}", question.until)
        answer = _come_in(arrival_of(vouched), local_path(question.next))
    except Refusal as refusal:
        db.session.rollback()
        later = {"Retry-After": str(refusal.retry_after)} if refusal.retry_after else {}
        return page("accounts/sign_in.html", refusal, **way_on), refusal.status, later
    db.session.commit()
    return answer


def _way_on() -> dict[str, Any]:
    """Where they were going, and whether to show anew who they are, as long as this browser knows: for another try."""
    with suppress(Forbidden):
        question = remembered(session.get(_QUESTION))
        return {"next": local_path(question.next), "again": question.again and current() is not None}
    return {}


def _come_in(arrival: Arrival, there: str) -> ResponseReturnValue:
    """As after any proof; a second factor that was given there, and counts here, is not asked for again."""
    if not arrival.with_second:
        return arrive(arrival.account, there, arrival.proved_at)
    sign_in(arrival.account, with_second=True, proved_at=arrival.proved_at)
    return redirect(there, code=303)


def _require_newspaper() -> None:
    if settings().sso is None:
        raise NotFound("Nobody signs in to this site by a token.")


def _line() -> Line:
    """NotFound on a site without a provider. Another one in the settings is another line: so it is in tests."""
    known = settings().oidc
    if known is None:
        raise NotFound("Nobody signs in to this site by another one.")
    line = current_app.extensions.get("forum.provider")
    if line is None or line.known != known:
        line = current_app.extensions["forum.provider"] = Line(known)
    assert isinstance(line, Line)  # noqa: S101
    return line


def _back() -> str:
    return absolute(url_for("sso.back_form"))


def _token_page(refusal: Refusal | None = None) -> str:
    return render_template("sso/token.html", refusal=refusal, next=destination())
