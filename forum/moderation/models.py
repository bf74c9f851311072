"""Rows of decisions."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.discussion.models import State
from forum.ids import new_id


class Verb(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    REJECT = "reject"
    REMOVE = "remove"


class Decision(Base):
    """Who decided what about which version of a comment, and why. Rows are added, never changed."""

    __tablename__ = "decision"

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    verb: Mapped[Verb] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(200))
    version_seen: Mapped[int]
    state_before: Mapped[State] = mapped_column(String(12))
    state_after: Mapped[State] = mapped_column(String(12))
    created_at: Mapped[datetime]
