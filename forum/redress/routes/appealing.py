"""An author appeals, signed in or with the key from their mail."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import login_required, somebody
from forum.db import db
from forum.errors import Refusal, require
from forum.redress.appealing import appeal as raise_appeal
from forum.redress.finding import Case, case_of, own_case
from forum.redress.forms import WORDS_MAX, parse_words
from forum.redress.routes.blueprint import author, bp
from forum.statements.keys import statement_by_key


@bp.get("/statements/<id:statement_id>/appeal")
@login_required
def appeal_form(statement_id: int) -> ResponseReturnValue:
    return _form(own_case(statement_id, somebody()), _pages(statement_id))


@bp.post("/statements/<id:statement_id>/appeal")
def appeal(statement_id: int) -> ResponseReturnValue:
    pages = _pages(statement_id)
    case = own_case(statement_id, author(pages[0]))
    refused = _sent(case)
    if refused is not None:
        return _form(own_case(statement_id, somebody()), pages, refused), refused.status
    return redirect(pages[1], code=303)


@bp.get("/statements/link/<token>/appeal")
def appeal_form_by_link(token: str) -> ResponseReturnValue:
    return _form(case_of(statement_by_key(token)), _pages_of_link(token))


@bp.post("/statements/link/<token>/appeal")
def appeal_by_link(token: str) -> ResponseReturnValue:
    statement_id, pages = statement_by_key(token), _pages_of_link(token)
    refused = _sent(case_of(statement_id))
    if refused is not None:
        return _form(case_of(statement_id), pages, refused), refused.status
    return redirect(pages[1], code=303)


def _sent(case: Case) -> Refusal | None:
    """What the form says is done, or why not; refused words are in the box again."""
    try:
        raise_appeal(case, parse_words(request.form.get("body", "")))
    except Refusal as refusal:
        db.session.rollback()
        return refusal
    db.session.commit()
    return None


def _form(case: Case, pages: tuple[str, str], refusal: Refusal | None = None) -> str:
    if refusal is None:
        require(case.may_appeal)
    return render_template(
        "redress/appeal.html",
        case=case,
        statement=case.statement,
        page=pages[0],
        back=pages[1],
        words=request.form.get("body", ""),
        most_words=WORDS_MAX,
        refusal=refusal,
    )


def _pages(statement_id: int) -> tuple[str, str]:
    """Of the form, and of the statement."""
    form = url_for("redress.appeal_form", statement_id=statement_id)
    return form, url_for("redress.statement", statement_id=statement_id)


def _pages_of_link(token: str) -> tuple[str, str]:
    return url_for("redress.appeal_form_by_link", token=token), url_for("redress.statement_by_link", token=token)
