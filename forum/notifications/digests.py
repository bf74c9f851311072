"""Digests: what came since the last, in one mail, at the hour and on the day that somebody chose."""

from collections.abc import Sequence

from sqlalchemy import select, update

from forum import clock
from forum.accounts.models import Account
from forum.db import db, rows_changed
from forum.mail.post import write
from forum.notifications.looking import look_around, why_not
from forum.notifications.mailing import skip
from forum.notifications.models import Notification, Post

# So many people's in one transaction.
DIGESTS = 10
# Of more than that nobody reads; the rest is on the site.
MOST_IN_ONE = 200
TOO_MUCH = "There was more than one mail holds: it says how much, and all of it is on the site."


def send_digests() -> bool:
    """Some of those that are due; whether there may be more. One in which nothing is left is not sent."""
    due = Notification.post == Post.DIGEST, Notification.mail_due_at <= clock.now()
    wanting = select(Notification.person_id).where(*due).order_by(Notification.mail_due_at).limit(10 * DIGESTS)
    people = sorted(set(list(dict.fromkeys(db.session.scalars(wanting)))[:DIGESTS]))
    ours = select(Account.id).where(Account.id.in_(people)).order_by(Account.id)
    held = db.session.scalars(ours.with_for_update(skip_locked=True, key_share=True)).all()
    for person_id in held:
        theirs = select(Notification).where(Notification.person_id == person_id, *due).order_by(Notification.id.desc())
        latest = db.session.scalars(theirs.limit(MOST_IN_ONE).execution_options(populate_existing=True)).all()
        if latest:
            older = Notification.person_id == person_id, Notification.id < latest[-1].id, *due
            beyond = rows_changed(update(Notification).where(*older).values(post=Post.SKIPPED, mail_reason=TOO_MUCH))
            _send_one(latest[::-1], beyond)
    return bool(held)


def _send_one(rows: Sequence[Notification], beyond: int) -> None:
    around = look_around(rows)
    left = list[Notification]()
    for row in rows:
        reason = why_not(around.facts_of(row))
        if reason is None:
            left.append(row)
        else:
            skip(row, reason)
    if not left:
        return
    person = around.people[rows[0].person_id]
    facts = {"notifications": [row.id for row in left], "beyond": beyond, "to": person.email}
    mail = write("digest", person.email, facts, person.id)
    for row in left:
        row.post, row.mail_id, row.mailed_at = Post.WRITTEN, mail.id, clock.now()
