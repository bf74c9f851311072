"""Rows of the outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id

_TO_DO, _SET_ASIDE = text("set_aside_at IS NULL"), text("set_aside_at IS NOT NULL")


class Fact(Base):
    """Something that happened, as long as not all has followed from it."""

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "due_at", "id", postgresql_where=_TO_DO, sqlite_where=_TO_DO),
        Index("ix_outbox_set_aside", "set_aside_at", postgresql_where=_SET_ASIDE, sqlite_where=_SET_ASIDE),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    name: Mapped[str] = mapped_column(String(60))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]  # when it is (next) looked at; while somebody works on it, when their lease ends
    lease: Mapped[str | None] = mapped_column(String(32))  # of whoever works on it, or died doing so
    tries: Mapped[int] = mapped_column(default=0)  # that failed
    set_aside_at: Mapped[datetime | None]  # after too many of them; somebody has to look
    last_error: Mapped[str | None] = mapped_column(Text)
