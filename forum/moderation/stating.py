"""Which decisions restrict somebody, and the statement that each of these is given.

What counts is the effect: a comment that comes to be rejected or removed, or to be hidden as a spoiler, however that
came about. One that takes an approval back restricts like the decision that it restores, and gives its reasons. An undo
restores it as if nothing had been: what was stated then holds again, and so does what its author answered.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum import clock
from forum.db import db
from forum.discussion.models import Comment, State
from forum.moderation.models import Decision, Verb
from forum.statements.models import Statement
from forum.statements.published import TermsKind, id_in_force
from forum.statements.reasons import Shared, shared_reasons
from forum.statements.sources import Found, found_by
from forum.statements.stating import revive, standing_about, tell, withdraw

_AWAY: Mapping[State, str] = {State.REJECTED: "reject", State.REMOVED: "remove"}
HIDE = "spoiler"
HIDDEN = (
    "Your comment gives away what others have yet to see or read, so it is hidden as a spoiler. Nothing of it was "
    "taken away: whoever wants to can open it."
)
HIDDEN_LINE = "unmarked spoiler"
LEFT = "its author has left"
RESTORED = "what was stated to them holds again"


def restricts(decision: Decision) -> str | None:
    """What it does to the comment: "reject", "remove", "spoiler", or None."""
    if decision.state_after is not None and decision.state_after != decision.state_before:
        return _AWAY.get(decision.state_after)
    return HIDE if _turned(decision, "is_wrapped", True) else None


def lifts(decision: Decision) -> frozenset[str]:
    """What it puts an end to."""
    if decision.state_after != decision.state_before and decision.state_before in _AWAY:
        return frozenset(_AWAY.values())
    return frozenset({HIDE}) if _turned(decision, "is_wrapped", False) else frozenset()


def state_why(decisions: Sequence[Decision], more: str = "", to: int | None = None) -> Mapping[int, dict[str, Any]]:
    """Write and withdraw what these decisions call for; by decision, what the log keeps of it.

    `more` is what was added for the authors, or for the one with the id `to` alone. The rows of the decisions are
    written already.
    """
    weighed = [row for row in decisions if row.comment_id and (restricts(row) or lifts(row) or _settles(row))]
    if not weighed:
        return {}
    numbers = [row.comment_id for row in weighed if row.comment_id]
    known = select(Comment).where(Comment.id.in_(numbers)).options(joinedload(Comment.author))
    comments = {comment.id: comment for comment in db.session.scalars(known)}
    stood_at = {row.comment_id: row.state_before for row in weighed if row.comment_id}
    found = found_by(list(comments.values()), stood_at, [row.id for row in decisions])
    _withdraw(weighed)
    restored = _restored([row for row in weighed if restricts(row)], comments)
    revive(list(restored.values()))
    statements = _stated([row for row in weighed if restricts(row) and row.id not in restored], comments, found)
    for statement in statements.values():
        if to in (None, statement.person_id):
            statement.message = f"{statement.message}\n\n{more}".strip()
    db.session.add_all(statements.values())
    tell(list(statements.values()))
    return {
        row.id: _noted(row, found[row.comment_id], statements.get(row.id), restored.get(row.id))
        for row in weighed
        if row.comment_id
    }


def _settles(decision: Decision) -> bool:
    """Whether somebody looked at it, and it may stand: what a report about the site counts too."""
    return decision.verb in (Verb.APPROVE, Verb.TRUST)


def _turned(decision: Decision, name: str, to: bool) -> bool:
    before, after = decision.before or {}, decision.after or {}
    return name in after and after[name] is to and before.get(name) is not to


def _withdraw(decisions: Sequence[Decision]) -> None:
    ended = {row.comment_id: lifts(row) for row in decisions if row.comment_id and lifts(row)}
    gone = [each for each in standing_about(list(ended)) if each.action in ended.get(each.comment_id or 0, ())]
    # Who undoes it within half a minute is faster than the mail.
    withdraw(gone, in_silence=all(row.verb == Verb.UNDO for row in decisions))


def _restored(decisions: Sequence[Decision], comments: Mapping[int, Comment]) -> dict[int, Statement]:
    """By each undo, the statement that ended with the decision which it takes back."""
    undos = {row.of_id: row for row in decisions if row.verb == Verb.UNDO}
    if not undos:
        return {}
    before = _stated_before([row.comment_id for row in undos.values() if row.comment_id])
    restored = dict[int, Statement]()
    for slip in db.session.scalars(select(Decision).where(Decision.id.in_(undos))):
        row = undos[slip.id]
        statement = before.get((row.comment_id, restricts(row) or ""))
        ended = statement.withdrawn_at if statement else None
        if ended is not None and ended >= slip.created_at and comments[row.comment_id or 0].author.erased_at is None:
            assert statement is not None  # noqa: S101
            restored[row.id] = statement
    return restored


def _stated(
    decisions: Sequence[Decision], comments: Mapping[int, Comment], found: Mapping[int, Found]
) -> dict[int, Statement]:
    reasons = shared_reasons() if decisions else ()
    rules = id_in_force(TermsKind.RULES) if decisions else None
    again = _stated_before([row.comment_id for row in decisions if row.of_id is not None and row.comment_id])
    stated = dict[int, Statement]()
    for row in decisions:
        comment, action = comments[row.comment_id or 0], restricts(row) or ""
        if comment.author.erased_at is not None:
            continue
        statement = Statement(
            decision_id=row.id,
            person_id=comment.author_id,
            comment_id=comment.id,
            revision=comment.revision,
            action=action,
            created_at=clock.now(),
            source=found[comment.id].source,
            rule=found[comment.id].rule,
            terms_id=rules,
        )
        _give_reason(statement, row, _reason_of(row, reasons), again.get((comment.id, action)))
        stated[row.id] = statement
    return stated


def _give_reason(statement: Statement, decision: Decision, reason: Shared | None, before: Statement | None) -> None:
    line = decision.reason or (decision.after or {}).get("state_reason") or ""
    message, name, of_law = (reason.message, reason.name, reason.is_of_law) if reason else ("", None, False)
    if statement.action == HIDE:
        line, message, name = HIDDEN_LINE, HIDDEN, "spoiler"
    elif decision.of_id is not None and before is not None:
        line, message, name, of_law = before.public_line, before.message, before.reason_name, before.is_of_law
    statement.public_line, statement.reason_name, statement.is_of_law = line, name, of_law
    statement.message = message


def _reason_of(decision: Decision, reasons: Sequence[Shared]) -> Shared | None:
    line = decision.reason or (decision.after or {}).get("state_reason")
    by_name = (each for each in reasons if each.name == decision.reason_name)
    return next(by_name, None) or next((each for each in reasons if each.public_line == line), None)


def _stated_before(comment_ids: Sequence[int]) -> Mapping[tuple[int | None, str], Statement]:
    """By comment and action, the last that was stated."""
    if not comment_ids:
        return {}
    rows = db.session.scalars(select(Statement).where(Statement.comment_id.in_(comment_ids)).order_by(Statement.id))
    return {(row.comment_id, row.action): row for row in rows}


def _noted(decision: Decision, found: Found, stated: Statement | None, restored: Statement | None) -> dict[str, Any]:
    seconds = max(int((decision.created_at - found.since).total_seconds()), 0)
    noted: dict[str, Any] = {"source": str(found.source), "seconds": seconds, "rule": found.rule}
    statement = stated or restored
    if statement is not None:
        noted |= {"ground": statement.reason_name or "own words", "law": statement.is_of_law or None}
    elif restricts(decision):
        noted |= {"ground": decision.reason_name or "own words", "unstated": LEFT}
    return noted if restored is None else noted | {"unstated": RESTORED}
