"""What was stated, and what the log says of it."""

from sqlalchemy import select

from forum.db import db
from forum.moderation.records import LogEntry, LogText
from forum.statements.models import Statement


def statements() -> list[Statement]:
    db.session.flush()
    return list(db.session.scalars(select(Statement).order_by(Statement.id)))


def logged_last() -> dict[str, object]:
    text = db.session.scalars(select(LogText).join(LogEntry).order_by(LogEntry.id.desc()).limit(1)).one()
    return dict(text.words)
