"""Something came to wait, or was reported: it is noted for each of the staff who wants to know."""

from contextlib import suppress
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.models import Account
from forum.db import Base, db
from forum.discussion.events import CommentReported, CommentStood
from forum.discussion.models import WAITING, Comment
from forum.discussion.reports import Report
from forum.notifications.choosing import manners_of, zone_of
from forum.notifications.models import Frequency, Kind
from forum.notifications.timing import next_round
from forum.outbox.dispatch import Turn
from forum.rounds.models import RoundItem, StaffRound
from forum.rounds.staff import staff


def note_waiting(stood: CommentStood, turn: Turn) -> None:
    """It waits for a decision, and did not before."""
    if stood.became not in WAITING or stood.was in WAITING:
        return
    comment = db.session.get(Comment, stood.comment_id)
    if comment is not None:
        _note(comment, Kind.WAITING, stood.version, but=comment.author_id)


def note_report(reported: CommentReported, turn: Turn) -> None:
    """Whoever reported it knows already."""
    report = db.session.get(Report, reported.report_id)
    comment = db.session.get(Comment, report.comment_id) if report and report.outcome is None else None
    if report is not None and comment is not None:
        _note(comment, Kind.REPORTS, report.id, but=report.reporter_id)


def _note(comment: Comment, kind: Kind, occasion: int, but: int | None) -> None:
    people = [person for person in staff() if person.id not in (comment.author_id, but)]
    manners = manners_of([person.id for person in people])
    noted, with_round = _noted(comment, kind), set(db.session.scalars(select(StaffRound.person_id)))
    for person in people:
        frequency = manners[person.id][kind].mail
        if frequency == Frequency.NEVER:
            continue
        if person.id not in with_round:
            _put(StaffRound(person_id=person.id))
        item = noted.get(person.id)
        if item is None:
            _put(_item(person, comment, kind, occasion, frequency))
        elif _is_news(item, occasion):
            item.told_at, item.due_at = None, _due_at(frequency, person)
            item.occasion = occasion


def _noted(comment: Comment, kind: Kind) -> dict[int, RoundItem]:
    here = select(RoundItem).where(RoundItem.comment_id == comment.id, RoundItem.kind == kind)
    rows = db.session.scalars(here.with_for_update().execution_options(populate_existing=True))
    return {row.person_id: row for row in rows}


def _is_news(item: RoundItem, occasion: int) -> bool:
    """Of a comment that was reported once more before anybody answered they know, or will."""
    if item.told_at is None or item.occasion >= occasion:
        return False
    if item.kind == Kind.WAITING:
        return True
    before = db.session.get(Report, item.occasion)
    return before is None or before.outcome is not None


def _item(person: Account, comment: Comment, kind: Kind, occasion: int, frequency: Frequency) -> RoundItem:
    return RoundItem(
        person_id=person.id,
        comment_id=comment.id,
        kind=kind,
        occasion=occasion,
        due_at=_due_at(frequency, person),
    )


def _due_at(frequency: Frequency, person: Account) -> datetime:
    """At once without the ten minutes that others are given to see it on the site."""
    now = clock.now()
    return now if frequency == Frequency.AT_ONCE else next_round(frequency, now, zone_of(person))


def _put(row: Base) -> None:
    """Another worker may have been first: then it stands there, and that is all that is wanted."""
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(row)
