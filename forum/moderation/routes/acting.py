"""Taking a decision back, deciding about many, closing an article."""

from collections.abc import Callable, Sequence

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.accounts.viewer import login_required, somebody
from forum.articles.models import Article
from forum.articles.queries import article_named_to_change
from forum.db import db
from forum.errors import require
from forum.moderation.bulk import decide_together
from forum.moderation.closing import close, reopen
from forum.moderation.forms import BulkForm
from forum.moderation.models import Decision
from forum.moderation.outcome import Outcome
from forum.moderation.routes.blueprint import bp
from forum.moderation.undoing import reverse, undo


@bp.post("/moderation/decisions/<id:decision_id>/undo")
@login_required
def undo_decision(decision_id: int) -> ResponseReturnValue:
    return _taken_back(decision_id, undo)


@bp.post("/moderation/decisions/<id:decision_id>/reverse")
@login_required
def reverse_decision(decision_id: int) -> ResponseReturnValue:
    return _taken_back(decision_id, reverse)


@bp.post("/moderation/bulk")
@login_required
def decide_on_many() -> ResponseReturnValue:
    require(may_moderate(somebody()))
    _, outcomes = decide_together(BulkForm.parse(request.form, request.form.getlist("item")), by=somebody())
    return outcome_page(outcomes)


@bp.post("/articles/<slug>/close")
@login_required
def close_article(slug: str) -> ResponseReturnValue:
    return _article_changed(slug, close)


@bp.post("/articles/<slug>/reopen")
@login_required
def reopen_article(slug: str) -> ResponseReturnValue:
    return _article_changed(slug, reopen)


def outcome_page(outcomes: Sequence[Outcome]) -> ResponseReturnValue:
    """What became of each, and the one undo of them all. Sent again it finds them decided, and changes nothing."""
    db.session.commit()
    first = next((outcome.decision_id for outcome in outcomes if outcome.is_done), None)
    return render_template("moderation/outcome.html", outcomes=outcomes, first=first)


def _taken_back(decision_id: int, verb: Callable[[int, Account], list[Outcome]]) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    outcomes = verb(decision_id, somebody())
    if len(outcomes) > 1:
        return outcome_page(outcomes)
    db.session.commit()
    decision = db.session.get_one(Decision, decision_id)
    if decision.comment_id is None:
        article = db.session.get_one(Article, decision.article_id)
        return redirect(url_for("discussion.article", slug=article.slug), code=303)
    return redirect(url_for("moderation.decision_form", comment_id=decision.comment_id), code=303)


def _article_changed(slug: str, verb: Callable[[Article, Account], Decision]) -> ResponseReturnValue:
    require(may_moderate(somebody()))
    verb(article_named_to_change(slug), somebody())
    db.session.commit()
    return redirect(url_for("discussion.article", slug=slug), code=303)
