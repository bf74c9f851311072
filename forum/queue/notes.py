"""What the team tells one another about a person."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, select

from forum import clock
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.db import db, rows_changed
from forum.errors import Invalid, NotFound, require
from forum.queue.models import Note

LONGEST = 1_000
SHOWN = 20


def add_note(person: Account, form: Mapping[str, str], by: Account) -> Note:
    require(may_moderate(by))
    body = form.get("note", "").strip()
    if not body:
        raise Invalid("Type a note.", "note")
    if len(body) > LONGEST:
        raise Invalid(f"A note has at most {LONGEST:,} characters. This one has {len(body):,}.", "note")
    note = Note(account_id=person.id, by_id=by.id, body=body, created_at=clock.now())
    db.session.add(note)
    return note


def remove_note(note_id: int, by: Account) -> None:
    """One's own; what others noted is theirs."""
    require(may_moderate(by))
    if not rows_changed(delete(Note).where(Note.id == note_id, Note.by_id == by.id)):
        raise NotFound("There is no such note of yours.")


def notes_about(person: Account) -> Sequence[tuple[Note, Account]]:
    """The latest first, with who wrote each."""
    query = select(Note, Account).join(Account, Account.id == Note.by_id).where(Note.account_id == person.id)
    return [(row[0], row[1]) for row in db.session.execute(query.order_by(Note.id.desc()).limit(SHOWN))]
