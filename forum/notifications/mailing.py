"""Writing the mails whose time has come: at once for one notification, or put off, or not at all, with the reason."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import groupby

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.mail.post import write
from forum.notifications.choosing import zone_of
from forum.notifications.kinds import CLOSEST
from forum.notifications.looking import (
    Around,
    look_around,
    mailed_within_a_day,
    told_since_their_visit,
    why_not,
)
from forum.notifications.models import Frequency, Notification, Post
from forum.notifications.naming import message_id
from forum.notifications.telling import TOLD_BEFORE
from forum.notifications.timing import MOST_A_DAY, next_round

# In one transaction: nobody who posts waits behind a crowd's mail.
AT_ONCE = 100
# What came while a worker was away for longer than this is no news of ten minutes ago: it is put together.
STALE = timedelta(days=2)
TOO_MANY = f"More than {MOST_A_DAY} mails in a day: it comes with the others in the morning."
TOO_LATE = "It is too old to be mailed by itself: it comes with the others in the morning."


def mail_what_is_due() -> bool:
    """Look again at some of what waits, and write its mails; whether there may be more."""
    due = (
        select(Notification)
        .where(Notification.post == Post.WAITS, Notification.mail_due_at <= clock.now())
        .order_by(Notification.mail_due_at, Notification.id)
        .limit(AT_ONCE)
    )
    found = db.session.scalars(due).all()
    rows = _claimed({row.person_id for row in found}, [row.id for row in found])
    if rows:
        around = look_around(rows)
        told, counts = told_since_their_visit(rows, around), dict(mailed_within_a_day(around.people))
        for person_id, theirs in groupby(rows, key=lambda row: row.person_id):
            counts[person_id] = _mail_one(list(theirs), around, told, counts.get(person_id, 0))
    return len(found) == AT_ONCE and bool(rows)


def _claimed(people: set[int], numbers: Sequence[int]) -> Sequence[Notification]:
    """Of these what is still to be mailed, of people of whom no other worker is just deciding.

    Two that each looked at one of somebody's notifications would each find it the first since their visit.
    """
    ours = select(Account.id).where(Account.id.in_(people)).order_by(Account.id)
    held = db.session.scalars(ours.with_for_update(skip_locked=True, key_share=True)).all()
    rows = select(Notification).where(Notification.id.in_(numbers), Notification.person_id.in_(held))
    still = rows.where(Notification.post == Post.WAITS).order_by(Notification.person_id, Notification.id)
    return db.session.scalars(still.execution_options(populate_existing=True)).all()


def _mail_one(rows: Sequence[Notification], around: Around, told: set[tuple[int, int]], count: int) -> int:
    """What became of one person's; how many mails they have had within a day by then."""
    now = clock.now()
    for row in rows:
        facts = around.facts_of(row)
        reason = why_not(facts)
        pair = (row.person_id, row.article_id or 0)
        if reason is None and row.kind in CLOSEST and pair in told:
            reason = TOLD_BEFORE
        if reason is not None:
            skip(row, reason)
        elif facts.manner.mail != Frequency.AT_ONCE:
            _put_off(row, facts.person, facts.manner.mail, None)
        elif count >= MOST_A_DAY or (row.mail_due_at is not None and now - row.mail_due_at > STALE):
            _put_off(row, facts.person, Frequency.DAILY, TOO_MANY if count >= MOST_A_DAY else TOO_LATE)
        else:
            written = write(
                "notice",
                facts.person.email,
                {"notification": row.id, "to": facts.person.email},
                row.person_id,
                message_id=message_id(row),
            )
            row.post, row.mail_id, row.mailed_at, row.mail_reason = Post.WRITTEN, written.id, now, None
            count += 1
            if row.kind in CLOSEST:
                told.add(pair)
    return count


def skip(row: Notification, reason: str) -> None:
    row.post, row.mail_reason = Post.SKIPPED, reason


def _put_off(row: Notification, person: Account, frequency: Frequency, reason: str | None) -> None:
    row.post, row.mail_reason = Post.DIGEST, reason
    row.mail_due_at = next_round(frequency, clock.now(), zone_of(person))
