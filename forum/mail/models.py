"""Rows of mail."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id


class State(StrEnum):
    """How far a mail has come."""

    WAITING = "waiting"
    IN_DOUBT = "in_doubt"  # its text went out, or may have, and no answer is known; it will be repeated once
    SENT = "sent"
    REFUSED = "refused"  # for good: no such mailbox, or not such a mail
    DOUBTFUL = "doubtful"  # repeated, and still no answer
    SET_ASIDE = "set_aside"  # nobody took it for too long
    SKIPPED = "skipped"  # its reason was gone before it went


OPEN = frozenset({State.WAITING, State.IN_DOUBT})
# What somebody has to look at.
TROUBLED = frozenset({State.SET_ASIDE, State.DOUBTFUL})
# A mail whose end is unknown is repeated once; somebody may then have it twice, under one Message-ID.
MOST_DOUBTS = 2


class Mail(Base):
    """One mail to one person: for what purpose, and the facts of which its words are made. Never a secret."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_state", "state", "created_at"), Index("ix_mail_created", "created_at"))

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    # One for all mails that tell of the same comment, so that whoever gets several sees them as one.
    message_id: Mapped[str] = mapped_column(String(320))
    purpose: Mapped[str] = mapped_column(String(40))
    recipient: Mapped[str] = mapped_column(String(254))
    # Mail to an address may outlive the account: that it was deleted, for one.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(String(12), default=State.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    doubts: Mapped[int] = mapped_column(default=0)  # tries of which nobody knows how they ended
    last_reply: Mapped[str | None] = mapped_column(Text)
    sent_at: Mapped[datetime | None]


class Undeliverable(Base):
    """An address that gave trouble: how much, and when last."""

    __tablename__ = "undeliverable"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    score: Mapped[int] = mapped_column(default=0)
    last_reply: Mapped[str] = mapped_column(Text)
    last_at: Mapped[datetime]
