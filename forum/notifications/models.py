"""Rows of what people are told, how they want to be told it, and what they follow or do not want to hear of."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id


class Kind(StrEnum):
    """Why somebody is told something; of the first eight the closest comes first."""

    REPLY = "reply"  # to what they said
    MENTION = "mention"
    THREAD = "thread"  # new in a thread that they follow
    PERSON = "person"  # somebody whom they follow said something
    ARTICLE = "article"
    SECTION = "section"
    PUBLISHED = "published"  # their comment had waited
    NOT_PUBLISHED = "not_published"  # it was rejected, or removed
    PICKED = "picked"
    APPEAL = "appeal"  # theirs was decided
    WARNING = "warning"  # or another measure against them
    WAITING = "waiting"  # for staff: comments wait for a decision
    REPORTS = "reports"  # for staff: comments were reported


class Frequency(StrEnum):
    """How often mail of a kind comes."""

    AT_ONCE = "at_once"  # ten minutes after it happened, if it was not seen on the site meanwhile
    HOURLY = "hourly"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


class Place(StrEnum):
    """What is followed or silenced."""

    ARTICLE = "article"
    THREAD = "thread"
    SECTION = "section"
    PERSON = "person"


class Post(StrEnum):
    """What became of the mail about a notification."""

    NONE = "none"  # they want no mail of the kind, or it is told by a mail of its own
    WAITS = "waits"  # until `mail_due_at`; then every condition is looked at again
    DIGEST = "digest"  # comes together with others at `mail_due_at`
    WRITTEN = "written"  # as the mail `mail_id`, whose own row says how far it has come
    SKIPPED = "skipped"  # for `mail_reason`


# As each of the two writes the question, or it would not know its index again.
_UNREAD, _UNREAD_ON_SQLITE = text("read_at IS NULL AND in_inbox"), text("read_at IS NULL AND in_inbox = 1")
_TO_MAIL = text("post IN ('waits', 'digest')")


class Notification(Base):
    """One thing that one person is told, through however many channels and for however many reasons."""

    __tablename__ = "notification"
    __table_args__ = (
        Index("uq_notification_occasion", "person_id", "occasion", unique=True),
        Index("ix_notification_person", "person_id", "id"),
        Index("ix_notification_unread", "person_id", "id", postgresql_where=_UNREAD, sqlite_where=_UNREAD_ON_SQLITE),
        Index("ix_notification_to_mail", "mail_due_at", "id", postgresql_where=_TO_MAIL, sqlite_where=_TO_MAIL),
        Index("ix_notification_mailed", "person_id", "article_id", "mailed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    # Of a comment that appeared it is its id alone, so that nobody is told of one twice; see `occasions`.
    occasion: Mapped[str] = mapped_column(String(60))
    kind: Mapped[Kind] = mapped_column(String(16))  # the closest of `reasons`
    reasons: Mapped[list[str]] = mapped_column(JSON, default=list)
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    article_id: Mapped[int | None] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), index=True)
    statement_id: Mapped[int | None]  # the one that a decision, an appeal or a measure was told by
    created_at: Mapped[datetime]
    in_inbox: Mapped[bool] = mapped_column(default=True)  # else it is kept for its mail, and for who asks why
    read_at: Mapped[datetime | None]
    post: Mapped[Post] = mapped_column(String(8), default=Post.NONE)
    mail_due_at: Mapped[datetime | None]
    mail_reason: Mapped[str | None] = mapped_column(String(200))  # why no mail, or why later, in words for its person
    mail_id: Mapped[int | None] = mapped_column(index=True)
    mailed_at: Mapped[datetime | None]  # when that mail was written


class Choice(Base):
    """How somebody wants to be told of one kind; without a row the site's default counts."""

    __tablename__ = "notification_choice"

    person_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Kind] = mapped_column(String(16), primary_key=True)
    inbox: Mapped[bool]
    mail: Mapped[Frequency] = mapped_column(String(8))


class Default(Base):
    """The site's own default for one kind, set by an admin; without a row `kinds.DEFAULTS` counts."""

    __tablename__ = "notification_default"

    kind: Mapped[Kind] = mapped_column(String(16), primary_key=True)
    inbox: Mapped[bool]
    mail: Mapped[Frequency] = mapped_column(String(8))


class Following(Base):
    """What somebody follows, or does not want to hear of: one or the other. (A muted person stands in `mute`.)"""

    __tablename__ = "following"
    __table_args__ = (Index("ix_following_place", "place", "key", "person_id"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    place: Mapped[Place] = mapped_column(String(8), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)  # an id as addresses have it, or a section's name
    muted: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
