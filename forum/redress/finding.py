"""Finding a statement with all that it is about, and who made the decision."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Role
from forum.accounts.queries import vouched_for
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import comment_with_all
from forum.errors import Answer, NotFound
from forum.moderation.models import Decision, Sanction
from forum.moderation.permissions import may_sanction
from forum.moderation.undoing import standing
from forum.redress.permissions import may_appeal
from forum.statements.models import Appeal, Statement

_NONE = "There is no such statement, or it is not about you."


@dataclass(frozen=True)
class Case:
    """A statement, the comment (with article and author) or the person that it is about, and what was answered."""

    statement: Statement
    person: Account
    comment: Comment | None
    appeal: Appeal | None

    @property
    def may_appeal(self) -> Answer:
        return may_appeal(self.statement, self.comment, self.appeal, clock.now())


def case_of(statement_id: int) -> Case:
    """NotFound also when whom it was for is erased."""
    statement = db.session.get(Statement, statement_id)
    person = db.session.get(Account, statement.person_id) if statement and statement.person_id else None
    if statement is None or person is None or person.erased_at is not None:
        raise NotFound(_NONE)
    appeal = db.session.scalar(select(Appeal).where(Appeal.statement_id == statement_id))
    return Case(statement, person, comment_of(statement), appeal)


def own_case(statement_id: int, by: Account) -> Case:
    """NotFound for everybody whom it is not for, staff included: they see it on pages of their own."""
    case = case_of(statement_id)
    if case.person.id != by.id:
        raise NotFound(_NONE)
    return case


def latest_about(comment_id: int, by: Account) -> Statement | None:
    """What holds of a comment of theirs, and if nothing does what held last."""
    mine = select(Statement).where(Statement.comment_id == comment_id, Statement.person_id == by.id)
    in_turn = mine.order_by(Statement.withdrawn_at.is_not(None), Statement.id.desc())
    return db.session.scalar(in_turn.limit(1))


def comment_of(statement: Statement) -> Comment | None:
    return None if statement.comment_id is None else db.session.scalar(comment_with_all(statement.comment_id))


def makers_of(statement: Statement) -> frozenset[int]:
    """Who decided it; also who did so before on the same comment, should it only have been restored."""
    if statement.comment_id is None:
        made = select(Sanction.by_id).where(Sanction.id == statement.sanction_id)
    else:
        alike = (Statement.comment_id == statement.comment_id, Statement.action == statement.action)
        made = select(Decision.by_id).join(Statement, Statement.decision_id == Decision.id).where(*alike)
    restored = db.session.get(Decision, statement.decision_id) if statement.decision_id else None
    by = {*db.session.scalars(made), standing(restored).by_id if restored else None}
    return frozenset(number for number in by if number is not None)


def others_than(makers: frozenset[int], case: Case) -> Sequence[Account]:
    """The staff who may look again."""
    staff = select(Account).where(
        Account.role.in_([Role.MODERATOR, Role.ADMIN]),
        *(Account.banned_at.is_(None), Account.erased_at.is_(None), vouched_for()),
    )
    found = db.session.scalars(staff.order_by(Account.display_name, Account.id)).all()
    others = [person for person in found if person.id not in makers and person.id != case.person.id]
    if case.statement.comment_id is None:
        return [person for person in others if may_sanction(person, case.person)]
    return others
