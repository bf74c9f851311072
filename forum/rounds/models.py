"""Rows of what each of the staff is to be told, and of what was decided from a mail."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.notifications.models import Kind

_UNTOLD = text("told_at IS NULL")


class StaffRound(Base):
    """When somebody was told last, so that they are not told again soon. Held while they are told."""

    __tablename__ = "staff_round"

    person_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    last_at: Mapped[datetime | None]


class RoundItem(Base):
    """A comment of which one of the staff is to be told when `due_at` has come, or was told."""

    __tablename__ = "round_item"
    __table_args__ = (
        Index("ix_round_item_untold", "person_id", "due_at", postgresql_where=_UNTOLD, sqlite_where=_UNTOLD),
        Index("ix_round_item_told", "told_at"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True, index=True)
    kind: Mapped[Kind] = mapped_column(String(16), primary_key=True)  # it waits, or was reported
    # Which version came to wait, or which report it is about: what is older has been noted.
    occasion: Mapped[int]
    due_at: Mapped[datetime]
    told_at: Mapped[datetime | None]


class MailDecision(Base):
    """A link in a mail was used: which decision it made. The key says that it counts once."""

    __tablename__ = "mail_decision"

    link_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("decision.id", ondelete="CASCADE"), unique=True)
    used_at: Mapped[datetime]
