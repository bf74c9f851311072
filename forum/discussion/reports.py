"""Rows of what readers report about a comment.

They stand here, beneath whoever raises and answers them (`forum.reporting`), because who reported a comment does not
reply to it as well, and that is asked where replies are posted.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, cast, literal, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id

_UNANSWERED = text("outcome IS NULL")


class Cause(StrEnum):
    """What somebody says is wrong with a comment."""

    ATTACK = "attack"
    HATE = "hate"
    SPAM = "spam"
    OFF_TOPIC = "off-topic"
    SPOILER = "spoiler"
    OTHER = "other"
    LEGAL = "legal"  # a notice that it is against the law, with a form of its own
    DISAGREE = "disagree"  # nothing is wrong with it: kept apart, and nobody need decide


class Outcome(StrEnum):
    """What became of a report."""

    UPHELD = "upheld"  # something was done about the comment
    DECLINED = "declined"  # somebody looked, and it stays
    GONE = "gone"  # its author had deleted it
    NOTED = "noted"  # of who merely disagrees


class Report(Base):
    """One person reports one revision of a comment, once: the key says so. A legal notice may always be sent."""

    __tablename__ = "report"
    __table_args__ = (
        Index("uq_report_key", "comment_id", "revision", "reporter_key", unique=True),
        Index("ix_report_reporter", "reporter_id", "outcome"),
        Index("ix_report_unanswered", "comment_id", postgresql_where=_UNANSWERED, sqlite_where=_UNANSWERED),
        Index("ix_report_settled", "settled_at", "id"),
        Index("ix_report_created", "created_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    revision: Mapped[int]
    reporter_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"))
    reporter_key: Mapped[str] = mapped_column(String(64))  # keyed digest of the account, or of the network of a guest
    cause: Mapped[Cause] = mapped_column(String(12))
    note: Mapped[str] = mapped_column(String(1000), default="")
    wants_word: Mapped[bool] = mapped_column(default=False)  # they asked to be told the outcome
    head_start: Mapped[int] = mapped_column(default=0)  # in seconds: how much sooner the comment is looked at for it
    created_at: Mapped[datetime]
    outcome: Mapped[Outcome | None] = mapped_column(String(10))
    settled_at: Mapped[datetime | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)  # by which it was settled


def key_of_nobody() -> ColumnElement[str]:
    """What stands in a report's key when nobody shall know any more by whom it is."""
    return literal("former:") + cast(Report.id, String)


class LegalNotice(Base):
    """What the law asks of a notice (Digital Services Act, Article 16), beside the report that it belongs to.

    Name and address are told to nobody but moderators, and forgotten some time after the outcome.
    """

    __tablename__ = "legal_notice"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    address: Mapped[str] = mapped_column(String(500))  # exactly where it stands
    explanation: Mapped[str] = mapped_column(Text)  # why it is thought to be against the law
    name: Mapped[str] = mapped_column(String(120))  # empty of who reports abuse of a child, and may stay unnamed
    email: Mapped[str] = mapped_column(String(254))
    is_of_child_abuse: Mapped[bool] = mapped_column(default=False)
    is_threat_to_life: Mapped[bool] = mapped_column(default=False)  # Article 18: the police may have to be told
    forgotten_at: Mapped[datetime | None]  # when name and address were
