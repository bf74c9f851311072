"""Somebody else looks again: an appeal is upheld, declined, or there is nothing left to take back.

*In which order.* What the statement is about is held first, as by whoever decides about it; then the appeal. So two
who answer at once take turns, and neither waits for somebody who waits for them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.db import db
from forum.errors import Answer, Conflict, NotFound, require
from forum.mail.post import is_possible, write
from forum.moderation.decisions import ago
from forum.moderation.log import Happened, log
from forum.moderation.models import Decision, Sanction
from forum.moderation.sanctions import is_lasting, release
from forum.moderation.undoing import hold, reverse_alone, standing
from forum.outbox.record import record
from forum.redress.events import AppealDecided
from forum.redress.finding import Case, case_of, makers_of, others_than
from forum.redress.forms import AnswerForm
from forum.redress.permissions import may_answer
from forum.statements.models import Appeal, AppealOutcome, Statement
from forum.statements.stating import MAILED_AFTER, withdraw_sanction

TAKEN_BACK = "The decision was taken back before your appeal was looked at."
GONE = "You have deleted the comment, or it was changed, since: there is nothing left to take back."
OUTCOMES: Mapping[AppealOutcome, str] = {
    AppealOutcome.UPHELD: "took the decision back",
    AppealOutcome.DECLINED: "let the decision stand",
    AppealOutcome.MOOT: "found nothing left to take back",
}


@dataclass(frozen=True)
class Appealed:
    """An appeal with its case, and who may decide about it."""

    appeal: Appeal
    case: Case
    makers: frozenset[int]
    others: Sequence[Account]

    def may_answer(self, by: Account) -> Answer:
        return may_answer(by, self.case.person, self.makers, self.others)


def appealed(appeal_id: int) -> Appealed:
    statement_id = db.session.scalar(select(Appeal.statement_id).where(Appeal.id == appeal_id))
    case = case_of(statement_id) if statement_id else None
    if case is None or case.appeal is None:
        raise NotFound("There is no such appeal.")
    makers = makers_of(case.statement)
    return Appealed(case.appeal, case, makers, others_than(makers, case))


def answer_appeal(appeal_id: int, form: AnswerForm, by: Account) -> AppealOutcome:
    """Uphold or decline it. Conflict when somebody was faster; what came of it may also be that it is moot."""
    require(may_moderate(by))
    _hold(appeal_id)
    found = appealed(appeal_id)
    _require_undecided(found.appeal)
    require(found.may_answer(by))
    outcome, sentence = _carried_out(found.case, form, by)
    row = found.appeal
    row.outcome, row.decided_by_id, row.decided_at = outcome, by.id, clock.now()
    row.answer = "\n\n".join(part for part in (sentence, form.answer) if part)
    _tell(row, found.case)
    _log(row, found.case, by)
    record(AppealDecided(row.id))
    return outcome


def _carried_out(case: Case, form: AnswerForm, by: Account) -> tuple[AppealOutcome, str]:
    """What became of it, and what has to be said beside the moderator's own words."""
    statement = case.statement
    if statement.withdrawn_at is not None:
        return AppealOutcome.MOOT, TAKEN_BACK
    if form.outcome == AppealOutcome.DECLINED:
        return AppealOutcome.DECLINED, ""
    if statement.decision_id is None:
        return _let_go(statement, case.person, by)
    try:
        with db.session.begin_nested():
            reverse_alone(statement.decision_id, by)
    except Conflict:
        return AppealOutcome.MOOT, GONE
    return AppealOutcome.UPHELD, ""


def _let_go(statement: Statement, person: Account, by: Account) -> tuple[AppealOutcome, str]:
    """What is over by itself is still taken back: it does not speak against them any more."""
    row = db.session.get(Sanction, statement.sanction_id) if statement.sanction_id else None
    if row is None:
        return AppealOutcome.MOOT, GONE
    if is_lasting(row, clock.now()):
        release(row.id, person, by)
    else:
        withdraw_sanction(row.id)
    return AppealOutcome.UPHELD, ""


def _hold(appeal_id: int) -> None:
    statement = db.session.scalar(
        select(Statement).join(Appeal, Appeal.statement_id == Statement.id).where(Appeal.id == appeal_id)
    )
    if statement is None:
        raise NotFound("There is no such appeal.")
    found = appealed(appeal_id)
    decision = db.session.get(Decision, statement.decision_id) if statement.decision_id else None
    if decision is not None:
        hold([standing(decision)])  # with all articles at once: the comment may have been moved since
    # As by whoever decides about them; and nobody is erased meanwhile, with the words of their appeals.
    db.session.get_one(Account, found.case.person.id, with_for_update=True, populate_existing=True)
    for table, number in ((Statement, statement.id), (Appeal, appeal_id)):
        db.session.get_one(table, number, with_for_update=True, populate_existing=True)


def _require_undecided(row: Appeal) -> None:
    if row.outcome is None or row.decided_at is None:
        return
    by = db.session.get(Account, row.decided_by_id) if row.decided_by_id else None
    who = by.display_name if by else "Somebody who left"
    raise Conflict(f"{who} {OUTCOMES[row.outcome]} {ago(row.decided_at, clock.now())}.")


def _tell(row: Appeal, case: Case) -> None:
    if case.person.email and is_possible():
        write("appeal", case.person.email, {"appeal": row.id}, case.person.id, clock.now() + MAILED_AFTER)


def _log(row: Appeal, case: Case, by: Account) -> None:
    seconds = int((clock.now() - row.created_at).total_seconds())
    happened = Happened(
        f"appeal-{row.outcome}",
        by.id,
        person_id=case.person.id,
        comment_id=case.comment.id if case.comment else None,
        article_id=case.comment.article_id if case.comment else None,
        more={"of": case.statement.action, "seconds": max(seconds, 0)},
    )
    log(happened)
