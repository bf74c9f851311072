"""Rows of reasons, statements and what authors answer to them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id
from forum.statements.published import Terms

_UNDECIDED = text("outcome IS NULL")


class Reason(Base):
    """A reason that staff share, as an admin changed it; one without a row is as its code says."""

    __tablename__ = "reason"

    name: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(60))  # for moderators
    public_line: Mapped[str] = mapped_column(String(100))  # what readers see where the comment was
    message: Mapped[str] = mapped_column(String(1000))  # what its author is told
    severity: Mapped[int]  # 1 to 4
    is_of_law: Mapped[bool] = mapped_column(default=False)  # rather than of the house rules
    enabled: Mapped[bool] = mapped_column(default=True)  # in use for new decisions
    place: Mapped[int]  # in the list, and so its key
    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime]


class Source(StrEnum):
    """How staff came to look."""

    REPORT = "report"  # a reader reported it
    NOTICE = "notice"  # somebody sent a legal notice
    RULE = "rule"  # a rule held it: found by automated means
    OWN = "own"  # they came upon it


class Statement(Base):
    """What was done, for how long, on which facts and ground (Digital Services Act, Article 17).

    One for each decision that restricts, and each sanction; never changed, but withdrawn when it no longer holds. Where
    that was a slip it holds again, and the log says so of the undo.
    """

    __tablename__ = "statement"
    __table_args__ = (
        Index("ix_statement_person", "person_id", "id"),
        Index("ix_statement_created", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), unique=True)
    sanction_id: Mapped[int | None] = mapped_column(ForeignKey("sanction.id", ondelete="SET NULL"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))  # whom it is for
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="SET NULL"), index=True)
    revision: Mapped[int | None]  # of the comment's words
    action: Mapped[str] = mapped_column(String(12))  # "reject", "remove", "spoiler", "warn", "hold", "mute", "ban"
    until: Mapped[datetime | None]  # of what ends by itself
    reason_name: Mapped[str | None] = mapped_column(String(20))
    public_line: Mapped[str] = mapped_column(String(200))
    message: Mapped[str] = mapped_column(String(1000))
    is_of_law: Mapped[bool] = mapped_column(default=False)
    source: Mapped[Source] = mapped_column(String(10))
    rule: Mapped[str | None] = mapped_column(String(30))  # that held it until somebody decided
    terms_id: Mapped[int | None] = mapped_column(ForeignKey(Terms.id), index=True)  # the house rules of that day
    mail_id: Mapped[int | None] = mapped_column(index=True)  # that tells them; no key: mails are cleared away
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]  # undone, reversed or ended


class AppealOutcome(StrEnum):
    """What became of an appeal."""

    UPHELD = "upheld"  # the decision was taken back
    DECLINED = "declined"  # it stands
    MOOT = "moot"  # there is nothing left to take back


class Appeal(Base):
    """An author asks for another look, once for each statement; somebody else than before decides."""

    __tablename__ = "appeal"
    __table_args__ = (
        Index("ix_appeal_undecided", "created_at", "id", postgresql_where=_UNDECIDED, sqlite_where=_UNDECIDED),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    statement_id: Mapped[int] = mapped_column(ForeignKey("statement.id"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    words: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    outcome: Mapped[AppealOutcome | None] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    decided_at: Mapped[datetime | None]
