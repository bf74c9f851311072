"""Rows of decisions about comments and articles."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.discussion.models import State
from forum.ids import new_id


class Verb(StrEnum):
    """What was decided."""

    APPROVE = "approve"
    TRUST = "trust"  # approve, and let what they say from now on not wait
    REJECT = "reject"
    REMOVE = "remove"
    REMOVE_ALL = "remove-all"  # with the replies
    SPOILER = "spoiler"
    UNSPOILER = "unspoiler"
    PICK = "pick"
    UNPICK = "unpick"
    PIN = "pin"
    UNPIN = "unpin"
    LOCK = "lock"
    UNLOCK = "unlock"
    MOVE = "move"
    ESCALATE = "escalate"  # to the admins, who alone decide about it then
    CLOSE = "close"  # an article
    REOPEN = "reopen"
    UNDO = "undo"
    REVERSE = "reverse"


class Decision(Base):
    """Who decided what about which version of a comment (or about an article), and why. Rows are only added."""

    __tablename__ = "decision"
    __table_args__ = (Index("ix_decision_created", "created_at", "verb"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)  # whose words they were
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    verb: Mapped[Verb] = mapped_column(String(12))
    reason: Mapped[str | None] = mapped_column(String(200))  # the public line
    reason_name: Mapped[str | None] = mapped_column(String(20))  # of the shared reason that it was taken from
    version_seen: Mapped[int]
    version_after: Mapped[int | None]  # as long as it is that, nobody has touched it since
    waited: Mapped[int | None]  # for how many seconds somebody had asked for it, or it had been there
    state_before: Mapped[State | None] = mapped_column(String(12))
    state_after: Mapped[State | None] = mapped_column(String(12))
    # What the decision changed, by name: what an undo puts back.
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    batch: Mapped[int | None] = mapped_column(index=True)  # shared by what was decided, and is undone, together
    of_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), unique=True)  # which it undoes or reverses
    created_at: Mapped[datetime]


class Kind(StrEnum):
    """What is done to a person, rather than to what they said."""

    WARN = "warn"  # they write again when they have said that they read it
    HOLD = "hold"  # all they say waits
    MUTE = "mute"  # they write nothing until a day
    BAN = "ban"  # they write nothing, and cannot sign in


class Sanction(Base):
    """What was done to whom, by whom and why; kept when it is over, for whoever decides next."""

    __tablename__ = "sanction"

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    kind: Mapped[Kind] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(500))  # which the person is told
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    until: Mapped[datetime | None]  # of a mute
    ended_at: Mapped[datetime | None]  # released, or of a warning: read
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
