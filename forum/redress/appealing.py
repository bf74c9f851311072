"""An author appeals: asks for another look by somebody else."""

from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.queries import keep_from_erasure
from forum.db import db
from forum.errors import Conflict, require
from forum.moderation.log import Happened, log
from forum.outbox.record import record
from forum.redress.events import AppealSent
from forum.redress.finding import Case
from forum.statements.models import Appeal


def appeal(case: Case, words: str) -> Appeal:
    """Once for each statement; of two that are sent at one moment the database says which was first."""
    keep_from_erasure(case.person)
    require(case.may_appeal)
    row = Appeal(statement_id=case.statement.id, person_id=case.person.id, words=words, created_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        raise Conflict("You have appealed against this already: that can be done once.") from None
    happened = Happened(
        "appeal",
        case.person.id,
        person_id=case.person.id,
        comment_id=case.comment.id if case.comment else None,
        article_id=case.comment.article_id if case.comment else None,
        more={"of": case.statement.action},
    )
    log(happened)
    record(AppealSent(row.id))
    return row
