"""Rows of the discussion."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import Base
from forum.ids import new_id


class State(StrEnum):
    """Where a comment stands. Held by policy differs from suspected; live from approved: nobody looked yet."""

    UNCONFIRMED = "unconfirmed"
    LIVE = "live"
    APPROVED = "approved"
    HELD = "held"
    SUSPECTED = "suspected"
    REJECTED = "rejected"
    REMOVED = "removed"
    DELETED = "deleted"


PUBLIC = frozenset({State.LIVE, State.APPROVED})
WAITING = frozenset({State.HELD, State.SUSPECTED})
# Their author still sees them, in their place, with the reason.
SEEN_BY_AUTHOR = WAITING | {State.UNCONFIRMED, State.REJECTED}

# What somebody has to decide about: it waits, or everybody reads it and somebody reported it. Word for word as the
# indexes have it, and as a statement says it that reads other tables too.
_REPORTED = text("(report_count > 0 AND state IN ('live', 'approved'))")
REPORTED = text("(comment.report_count > 0 AND comment.state IN ('live', 'approved'))")
_DUE = text("(state IN ('held', 'suspected') OR (report_count > 0 AND state IN ('live', 'approved')))")
IN_QUEUE = text(
    "(comment.state IN ('held', 'suspected') OR (comment.report_count > 0 AND comment.state IN ('live', 'approved')))"
)
IS_HELD = text("comment.state IN ('held', 'suspected')")
_LIVE = text("state = 'live'")
IS_LIVE = text("comment.state = 'live'")
_ESCALATED = text("escalated_at IS NOT NULL")
_LIVE_AND_EDITED = text("state = 'live' AND edited_at IS NOT NULL")
_ROOTS, _REPLIES = text("parent_id IS NULL"), text("parent_id IS NOT NULL")
_JUST_DELETED = text("deleted_at IS NOT NULL")
_PINNED = text("pinned_at IS NOT NULL")
# The same as SEEN_BY_AUTHOR, word for word as the index has it: with bound values no planner would know it again.
UNPUBLISHED = text("state IN ('held', 'rejected', 'suspected', 'unconfirmed')")


def _index(name: str, *columns: str, among: object) -> Index:
    return Index(f"ix_comment_{name}", *columns, postgresql_where=among, sqlite_where=among)


class Comment(Base):
    """A comment or a reply. `parent_id` is always the true parent, however flat the page shows it."""

    __tablename__ = "comment"
    # Partial, or SQLite would walk all the NULLs of parent_id for the newest roots.
    __table_args__ = (
        _index("roots_newest", "article_id", "created_at", "id", among=_ROOTS),
        _index("roots_best", "article_id", "recommend_count", "id", among=_ROOTS),
        _index("roots_active", "article_id", "active_rank", "id", among=_ROOTS),
        _index("replies_newest", "parent_id", "created_at", "id", among=_REPLIES),
        _index("replies_best", "parent_id", "recommend_count", "id", among=_REPLIES),
        _index("replies_active", "parent_id", "active_rank", "id", among=_REPLIES),
        _index("branch", "root_id", "active_rank", among=_REPLIES),
        _index("deleted", "deleted_at", among=_JUST_DELETED),
        _index("pinned", "article_id", among=_PINNED),
        _index("unpublished", "author_id", "article_id", among=UNPUBLISHED),
        _index("due", "due_at", "id", among=_DUE),
        _index("due_article", "article_id", "due_at", "id", among=_DUE),
        _index("due_author", "author_id", "due_at", "id", among=_DUE),
        _index("reported", "due_at", "id", among=_REPORTED),
        _index("escalated", "due_at", "id", among=_ESCALATED),
        _index("live", "created_at", "id", among=_LIVE),
        _index("edited", "edited_at", "id", among=_LIVE_AND_EDITED),
        Index("ix_comment_article", "article_id", "id"),
        Index("ix_comment_author", "author_id", "created_at", "id"),
        Index("uq_comment_posting_key", "author_id", "posting_key", unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id"))
    root_id: Mapped[int]
    depth: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]  # set by the edits that readers are told of
    worded_at: Mapped[datetime | None]  # when what is read of it last changed, whoever changed it: feeds say so
    state: Mapped[State] = mapped_column(String(12))
    state_reason: Mapped[str | None] = mapped_column(String(200))  # the public line of a removal, the hold's reason
    # Since when it waits (or waited last) for somebody to decide, less a head start: the order of the queue.
    due_at: Mapped[datetime | None]
    escalated_at: Mapped[datetime | None]  # when a moderator handed it to the admins, until one decides
    version: Mapped[int] = mapped_column(default=1)  # moves with every edit and decision
    revision: Mapped[int] = mapped_column(default=1)  # moves with every edit alone: which words somebody reported
    report_count: Mapped[int] = mapped_column(default=0)  # reports of it that nobody has answered
    recommend_count: Mapped[int] = mapped_column(default=0)
    reply_count: Mapped[int] = mapped_column(default=0)  # direct replies that everybody is shown
    descendant_count: Mapped[int] = mapped_column(default=0)  # on roots: public comments beneath
    active_rank: Mapped[float] = mapped_column(default=0.0)  # on roots: the largest of the branch
    body_source: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    render_version: Mapped[int]
    spoiler_scope: Mapped[str | None] = mapped_column(String(20))
    is_wrapped: Mapped[bool] = mapped_column(default=False)  # all of it hidden as a spoiler, by a moderator
    picked_at: Mapped[datetime | None]  # when an editor singled it out
    pinned_at: Mapped[datetime | None]  # when a moderator put it first; on roots
    is_locked: Mapped[bool] = mapped_column(default=False)  # on every comment of a thread that takes no replies
    posting_key: Mapped[str | None] = mapped_column(String(64))  # digest of the form's key, place and text
    resubmitted_at: Mapped[datetime | None]  # rejected, it was sent again in other words; that can be done once
    deleted_at: Mapped[datetime | None]  # while its words are still there, so that it can come back
    state_before: Mapped[State | None] = mapped_column(String(12))  # the deletion, as long

    # To look at: the columns above are what is written. (To keep both in step took a quarter of the time of posting.)
    article: Mapped[Article] = relationship(lazy="raise_on_sql", viewonly=True)
    author: Mapped[Account] = relationship(lazy="raise_on_sql", viewonly=True)
    parent: Mapped["Comment | None"] = relationship(lazy="raise_on_sql", remote_side=[id], viewonly=True)

    @property
    def is_pinned(self) -> bool:
        """Whether it stands first; a tombstone does not."""
        return self.pinned_at is not None and self.is_public

    @property
    def is_picked(self) -> bool:
        return self.picked_at is not None and self.is_public

    @property
    def is_public(self) -> bool:
        return self.state in PUBLIC


class Revision(Base):
    """A text that a comment had, and since when, before an edit that readers are told of."""

    __tablename__ = "revision"

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), index=True)
    body_source: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    render_version: Mapped[int]
    written_at: Mapped[datetime]


class Recommendation(Base):
    """One person recommends one comment, once: the key says so."""

    __tablename__ = "recommendation"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True)
    created_at: Mapped[datetime]


class Mute(Base):
    """One person folds away what another says, in their own view only."""

    __tablename__ = "mute"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    muted_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    created_at: Mapped[datetime]


class Draft(Base):
    """Words of somebody who pressed Post before signing in, kept until they have."""

    __tablename__ = "draft"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"))
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(index=True)
    # What else its form said, so that it can be posted without it: whom it answers, the order, the form's key.
    parent_id: Mapped[int | None]
    sort: Mapped[str | None] = mapped_column(String(20))
    key: Mapped[str | None] = mapped_column(String(200))


class Visit(Base):
    """When one person was last at one article, and what they have seen of it since the visit before."""

    __tablename__ = "visit"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("article.id", ondelete="CASCADE"), primary_key=True, index=True)
    before: Mapped[datetime]  # everything up to here is old
    began: Mapped[datetime]
    last_at: Mapped[datetime]
    seen: Mapped[list[str]] = mapped_column(JSON, default=list)  # ids as addresses have them
