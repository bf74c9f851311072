"""Rows that moderators leave for one another."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id


class Lease(Base):
    """Somebody is looking at a comment. A courtesy to the others, who may decide all the same; never logged."""

    __tablename__ = "lease"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    until: Mapped[datetime]


class Note(Base):
    """What the team should know of a person. They may ask for it with the rest of their data."""

    __tablename__ = "note"

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    body: Mapped[str] = mapped_column(String(1000))
    created_at: Mapped[datetime]


class QueueView(Base):
    """A search that one moderator makes again and again, under a name."""

    __tablename__ = "queue_view"
    __table_args__ = (Index("uq_queue_view_name", "account_id", "name", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(String(40))
    query: Mapped[str] = mapped_column(String(300))
