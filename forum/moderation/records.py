"""Rows of the log of what staff did: entries that nobody changes, and their words apart from them.

*Why apart.* Somebody who leaves is forgotten, what was said about them included, and still nobody may rewrite what
happened. So an entry holds when, what kind, who and about whom, by number, and a digest of the words with salt; the
words and the salt stand in a row of their own, which may go. Without the salt nobody can try what the words were.
That they went is an entry too, so that words which somebody deleted are told from those of a person who left.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base


class LogEntry(Base):
    """One thing that was done. No key leads elsewhere: an entry outlives what it is about."""

    __tablename__ = "log_entry"
    __table_args__ = (
        Index("ix_log_entry_actor", "actor_id", "id"),
        Index("ix_log_entry_person", "person_id", "id"),
        Index("ix_log_entry_kind", "kind", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)  # 1, 2, 3 …: a gap shows
    at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(20))  # a verb of a decision, "role", "badge", "rule" …
    actor_id: Mapped[int | None]  # None: whoever runs the site, at the command line
    person_id: Mapped[int | None]  # whom it is about
    comment_id: Mapped[int | None]
    article_id: Mapped[int | None]
    words_digest: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64), unique=True)  # the seal before: two entries never follow one
    seal: Mapped[str] = mapped_column(String(64))


class LogText(Base):
    """What an entry says, until the person whom it is about is erased."""

    __tablename__ = "log_text"

    entry_id: Mapped[int] = mapped_column(ForeignKey("log_entry.id"), primary_key=True, autoincrement=False)
    salt: Mapped[str] = mapped_column(String(32))
    words: Mapped[dict[str, Any]] = mapped_column(JSON)  # before, after, reason, revision
