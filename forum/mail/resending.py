"""Trying again what did not go."""

from sqlalchemy import Update, case, update

from forum import clock
from forum.db import db, rows_changed
from forum.errors import Conflict
from forum.mail.events import MailWritten
from forum.mail.models import MOST_DOUBTS, TROUBLED, Mail, State
from forum.mail.queries import unwritten
from forum.outbox.queries import retry_these
from forum.outbox.record import record

# As if written now. What is doubtful may be there already, so that it is repeated once and no more.
_DOUBTS = case((Mail.state == State.DOUBTFUL, MOST_DOUBTS - 1), else_=0)


def send_again(mail: Mail) -> None:
    """One that nobody took, that may not have arrived, or whose words could not be made. Conflict for any other."""
    if rows_changed(_again().where(Mail.id == mail.id, Mail.state.in_(TROUBLED))):
        record(MailWritten(mail.id))
    elif fact := unwritten().get(mail.id):
        retry_these([fact.id])
    else:
        raise Conflict("This mail is tried again already, or was sent.")


def retry_troubled() -> int:
    """Try those that nobody took again; how many. What is doubtful stays: it may be there."""
    again = _again().where(Mail.state == State.SET_ASIDE).returning(Mail.id)
    numbers = db.session.scalars(again, execution_options={"synchronize_session": False}).all()
    for number in numbers:
        record(MailWritten(number))
    return len(numbers)


def _again() -> Update:
    return update(Mail).values(state=State.WAITING, tries=0, created_at=clock.now(), doubts=_DOUBTS)
