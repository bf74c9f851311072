"""Rows of the rules that staff changed, and of every verdict that a check gave."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id

WHOLE_SITE = ""


class Rule(Base):
    """How a check is to work, on the whole site or in one section; a check without a row works as its code says.

    Rows are changed, never taken away, and `version` only grows: their number and the sum of their versions tell
    whether anything has changed.
    """

    __tablename__ = "rule"
    __table_args__ = (Index("uq_rule_name", "name", "section_name", unique=True),)

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    name: Mapped[str] = mapped_column(String(30))  # of the check
    section_name: Mapped[str] = mapped_column(String(80), default=WHOLE_SITE)
    enabled: Mapped[bool]
    ruling: Mapped[str] = mapped_column(String(8))
    options: Mapped[dict[str, object]] = mapped_column(JSON, default=dict)
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]


class KeptVerdict(Base):
    """What a check said of one version of a comment. Rows are added, never changed."""

    __tablename__ = "verdict"
    __table_args__ = (Index("ix_verdict_rule", "rule", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    version: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)  # of the comment: whether these are still its words
    rule: Mapped[str] = mapped_column(String(30))
    ruling: Mapped[str] = mapped_column(String(8))
    reason: Mapped[str] = mapped_column(String(200))  # for moderators
    matched: Mapped[list[str]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]
