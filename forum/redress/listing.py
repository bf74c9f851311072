"""Appeals, for moderators: those that wait, and those that were decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from forum import ids
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.db import db
from forum.errors import Invalid, require
from forum.statements.models import Appeal, Statement

PAGE = 50
# More are not counted: it is too many in any case.
MANY = 1_000
_UNDECIDED = Appeal.outcome.is_(None)


class Tab(StrEnum):
    WAITING = "waiting"
    DECIDED = "decided"


@dataclass(frozen=True)
class Line:
    appeal: Appeal
    statement: Statement
    by: str | None  # whose appeal; None of who left
    decided_by: str | None


def parse_tab(text: str | None) -> Tab:
    try:
        return Tab(text or Tab.WAITING)
    except ValueError:
        raise Invalid("There is no such list. Choose one above.", "tab") from None


def appeals(tab: Tab, after: str | None, by: Account) -> tuple[Sequence[Line], str | None]:
    """Who has waited longest first; of the decided ones the latest. And where the next page begins."""
    require(may_moderate(by))
    decider, waiting = aliased(Account), tab == Tab.WAITING
    query = (
        select(Appeal, Statement, Account.display_name, decider.display_name)
        .join(Statement, Statement.id == Appeal.statement_id)
        .outerjoin(Account, Account.id == Appeal.person_id)
        .outerjoin(decider, decider.id == Appeal.decided_by_id)
        .where(_UNDECIDED if waiting else ~_UNDECIDED)
    )
    if after:
        query = query.where(Appeal.id > _place(after) if waiting else Appeal.id < _place(after))
    rows = db.session.execute(query.order_by(Appeal.id if waiting else Appeal.id.desc()).limit(PAGE + 1)).all()
    shown = [Line(*row) for row in rows[:PAGE]]
    return shown, ids.to_text(shown[-1].appeal.id) if len(rows) > PAGE else None


def count_waiting() -> int:
    """At most MANY + 1."""
    rows = select(Appeal.id).where(_UNDECIDED).limit(MANY + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0


def _place(text: str) -> int:
    try:
        return ids.from_text(text)
    except ValueError:
        raise Invalid("This address does not lead to a page. Go back to the beginning of the list.") from None
