"""The page of one decision from a mail: to look changes nothing, its one button decides, and for half a minute undoes.

Whoever holds the link acts as whom the mail went to, signed in as anybody or nobody.
"""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import WAITING, Comment
from forum.discussion.permissions import may_read
from forum.discussion.queries import comment_or_404
from forum.errors import Conflict, NotFound, Refusal
from forum.moderation.decisions import require_seen
from forum.moderation.models import Decision
from forum.moderation.permissions import WITH_REASON, may_decide
from forum.moderation.undoing import UNDO, can_be_taken_back
from forum.rounds.deciding import decide_by_mail, holder_of, undo_by_mail, use_of
from forum.rounds.keys import DeadLink, Errand, errand_of, label
from forum.rounds.models import MailDecision
from forum.rounds.routes.blueprint import bp
from forum.statements.reasons import lines


@bp.get("/moderation/by-mail/<token>")
def look(token: str) -> ResponseReturnValue:
    return _page(token)


@bp.post("/moderation/by-mail/<token>")
def decide(token: str) -> ResponseReturnValue:
    try:
        decide_by_mail(token, request.form)
    except Refusal as refusal:
        db.session.rollback()
        return _page(token, refusal)
    db.session.commit()
    return redirect(url_for("rounds.look", token=token), code=303)


@bp.post("/moderation/by-mail/<token>/undo")
def undo(token: str) -> ResponseReturnValue:
    try:
        undo_by_mail(token)
    except Refusal as refusal:
        db.session.rollback()
        return _page(token, refusal)
    db.session.commit()
    return redirect(url_for("rounds.look", token=token), code=303)


def _page(token: str, refusal: Refusal | None = None) -> ResponseReturnValue:
    """What can be decided, what was, or that the link leads nowhere. Words are shown to decide about them only."""
    try:
        errand = errand_of(token)
        person, use = holder_of(errand), use_of(errand)
        if use is not None:
            return _done(token, use, refusal)
        comment = _readable(errand.comment_id, person)
    except NotFound:
        return render_template("rounds/dead.html", sentence=DeadLink().sentence), 404
    answer = may_decide(person, comment, errand.verb)
    refusal = refusal or _overtaken(comment, errand)
    page = render_template(
        "rounds/decision.html",
        token=token,
        comment=comment,
        person=person,
        label=label(errand.verb, comment.state in WAITING),
        reasons=lines() if errand.verb in WITH_REASON else {},
        refusal=refusal,
        is_open=bool(answer) and not isinstance(refusal, Conflict),
        why_not=answer.reason,
    )
    return page, refusal.status if refusal and request.method == "POST" else 200


def _readable(comment_id: int, person: Account) -> Comment:
    """DeadLink when its author deleted it: the place is kept for the answers, and nobody reads the words."""
    comment = comment_or_404(comment_id, person)
    if not may_read(person, comment):
        raise DeadLink
    return comment


def _done(token: str, use: MailDecision, refusal: Refusal | None) -> ResponseReturnValue:
    """For as long as it can be undone the link tells what it did; afterwards it is used up."""
    if clock.now() - use.used_at > UNDO:
        raise DeadLink
    decision = db.session.get_one(Decision, use.decision_id)
    stands = can_be_taken_back(decision)
    page = render_template("rounds/done.html", token=token, decision=decision, stands=stands, refusal=refusal)
    return page, 409 if refusal else 200


def _overtaken(comment: Comment, errand: Errand) -> Refusal | None:
    """Who did what meanwhile."""
    try:
        require_seen(comment, errand.version)
    except Conflict as conflict:
        return conflict
    return None
