"""The page of a statement, for whom it is for: signed in, or with the key from their mail."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.viewer import current, login_required, somebody
from forum.discussion.queries import comment_or_404
from forum.errors import NotFound
from forum.redress.finding import Case, case_of, latest_about, own_case
from forum.redress.resubmitting import can_be_sent_again
from forum.redress.routes.blueprint import bp
from forum.statements.keys import statement_by_key


@bp.get("/statements/<id:statement_id>")
@login_required
def statement(statement_id: int) -> ResponseReturnValue:
    case = own_case(statement_id, somebody())
    return _page(case, url_for("redress.appeal_form", statement_id=statement_id))


@bp.get("/statements/link/<token>")
def statement_by_link(token: str) -> ResponseReturnValue:
    case = case_of(statement_by_key(token))
    return _page(case, url_for("redress.appeal_form_by_link", token=token))


@bp.get("/c/<id:comment_id>/why")
@login_required
def why(comment_id: int) -> ResponseReturnValue:
    """From the comment to what was stated of it last; of what is older than statements, to one's own comments."""
    found = latest_about(comment_id, somebody())
    if found is not None:
        return redirect(url_for("redress.statement", statement_id=found.id), code=303)
    if comment_or_404(comment_id, somebody()).author_id != somebody().id:
        raise NotFound("Nothing was stated to you about this comment.")
    return redirect(url_for("redress.mine"), code=303)


def _page(case: Case, appeal_form: str) -> str:
    """Sending it again is offered to who is signed in: it goes to the thread."""
    me, comment = current(), case.comment
    resubmits = bool(comment and me and case.statement.withdrawn_at is None and can_be_sent_again(comment, me))
    return render_template(
        "redress/statement.html",
        case=case,
        statement=case.statement,
        appeal_form=appeal_form,
        resubmits=resubmits,
    )
