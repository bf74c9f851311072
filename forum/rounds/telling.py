"""The round: whoever wants to know of it by now is told what still waits, in one mail."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import Select, and_, delete, exists, or_, select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.mail.post import is_possible, write
from forum.notifications.choosing import manners_of
from forum.notifications.models import Kind
from forum.rounds.models import RoundItem, StaffRound
from forum.rounds.remaining import still_to_tell
from forum.rounds.staff import is_reached, wanted

# A raid brings a comment every few seconds: one mail says so as well as a hundred do.
APART = timedelta(minutes=30)
# So many are named in a mail's facts, to be looked at again when it goes; of what is beyond, the number is kept.
NAMED = 200
# Afterwards what still waits may be told once more, if there is a reason to.
REMEMBERED = timedelta(days=7)


def tell_next() -> bool:
    """Tell one of the staff whose time has come; whether there may be more."""
    now = clock.now()
    due = and_(RoundItem.told_at.is_(None), RoundItem.due_at <= now)
    rested = or_(StaffRound.last_at.is_(None), StaffRound.last_at <= now - APART)
    first = select(StaffRound).where(rested, exists().where(RoundItem.person_id == StaffRound.person_id, due))
    # Whoever another worker tells at this moment is passed by.
    first = first.limit(1).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    row = db.session.scalar(first)
    if row is None:
        return False
    person = db.session.get_one(Account, row.person_id, populate_existing=True)
    items = _held(select(RoundItem).where(RoundItem.person_id == person.id, due))
    if is_possible() and is_reached(person):
        kinds = wanted(manners_of([person.id])[person.id])
        comments = still_to_tell(person, items, kinds)
        if comments:
            _write(person, comments)
            row.last_at = now
    for item in items:
        item.told_at = now
    return True


def _held(items: Select[RoundItem]) -> Sequence[RoundItem]:
    """These are told and no others: what is noted for them meanwhile is due at the next round."""
    return db.session.scalars(items.with_for_update().execution_options(populate_existing=True)).all()


def forget_told() -> None:
    db.session.execute(delete(RoundItem).where(RoundItem.told_at < clock.now() - REMEMBERED))


def _write(person: Account, comments: Sequence[tuple[int, Kind]]) -> None:
    """With what it takes to look at all of it again when the mail goes, and the kind by which it can be stopped."""
    numbers = [number for number, _ in comments]
    facts = {"person": person.id, "comments": numbers[:NAMED], "beyond": len(numbers[NAMED:]), "kind": comments[0][1]}
    mail = write("waiting", person.email, facts, account_id=person.id)
    mail.payload = {**facts, "mail": mail.id}
