"""What the clock does with reports: those of what its author erased are over, and who sent them is forgotten."""

from datetime import timedelta

from sqlalchemy import select, update

from forum import clock
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.reports import Cause, LegalNotice, Outcome, Report, key_of_nobody
from forum.reporting.settling import settle

AT_ONCE = 100
# As long as an author may appeal, and the one who sent the notice may go to court after that.
KEPT = timedelta(days=366)
# As long as where somebody signed in; by then nobody who is signed out sends the same report again.
NETWORK_KEPT = timedelta(days=30)


def close_reports_of_erased() -> bool:
    """Nobody can decide about words that are gone; whether there may be more."""
    gone = select(Report).join(Comment, Comment.id == Report.comment_id)
    gone = gone.where(Report.outcome.is_(None), Comment.state == State.DELETED, Comment.deleted_at.is_(None))
    rows = db.session.scalars(gone.limit(AT_ONCE).with_for_update(of=Report, skip_locked=True)).all()
    for report in rows:
        settle(report, Outcome.GONE, None)
        report.note = ""  # it may quote them
    numbers = {report.comment_id for report in rows}
    if numbers:
        db.session.execute(update(Comment).where(Comment.id.in_(numbers)).values(report_count=0))
    return len(rows) == AT_ONCE


def forget_old_notices() -> bool:
    """What was decided more than a year ago needs no name, and no words, any more."""
    over = select(Report.id).where(Report.settled_at < clock.now() - KEPT)
    due = select(LegalNotice).where(LegalNotice.forgotten_at.is_(None), LegalNotice.report_id.in_(over))
    rows = db.session.scalars(due.limit(AT_ONCE)).all()
    for notice in rows:
        notice.name = notice.email = notice.explanation = ""
        notice.forgotten_at = clock.now()
    return len(rows) == AT_ONCE


def forget_networks_of_guests() -> bool:
    """Of who was not signed in, a report knows the network by a digest, and that long only."""
    guests = update(Report).where(Report.reporter_id.is_(None), Report.cause != Cause.LEGAL)
    old = guests.where(Report.created_at <= clock.now() - NETWORK_KEPT, Report.reporter_key != key_of_nobody())
    db.session.execute(old.values(reporter_key=key_of_nobody()), execution_options={"synchronize_session": False})
    return False
