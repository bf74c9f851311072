"""Rows of articles and their sections."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ColumnElement, ForeignKey, Index, String, Text, or_
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.db import Base
from forum.ids import new_id


class Openness(StrEnum):
    """An article's state: who may comment on it, and whose comments wait."""

    OPEN = "open"
    FIRST = "first"
    HELD = "held"
    CLOSED = "closed"


class Section(Base):
    """A part of the site, such as Television. It may close its discussions by age."""

    __tablename__ = "section"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    closes_after_days: Mapped[int | None]
    stance: Mapped[Openness | None] = mapped_column(String(8))  # whose comments wait there; None: as on the site


class Article(Base):
    """What a discussion hangs on."""

    __tablename__ = "article"
    __table_args__ = (
        Index("ix_article_listed", "listed_on", "id"),
        Index("ix_article_discussed", "comment_count", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    key: Mapped[str | None] = mapped_column(String(200), unique=True)
    url: Mapped[str | None] = mapped_column(String(2000), unique=True)
    title: Mapped[str] = mapped_column(String(300))
    section_name: Mapped[str | None] = mapped_column(ForeignKey("section.name"), index=True)
    tags: Mapped[list[str]] = mapped_column(JSON, default=list)
    byline: Mapped[str | None] = mapped_column(String(200))
    standfirst: Mapped[str | None] = mapped_column(Text)
    prompt: Mapped[str | None] = mapped_column(Text)  # an editor's question, shown while nobody has answered
    dated: Mapped[str | None] = mapped_column(String(40))  # ISO 8601 as the file gives it; no zone is invented
    listed_on: Mapped[date]  # the day by which lists are ordered: the file's, else the day it was added
    state: Mapped[Openness] = mapped_column(String(8), default=Openness.OPEN)
    closes_at: Mapped[datetime | None]
    slow_seconds: Mapped[int | None]  # how long everybody waits between two comments of theirs
    body_source: Mapped[str] = mapped_column(Text, default="")
    body_format: Mapped[str] = mapped_column(String(8), default="markdown")  # or "text": how to render it again
    body_html: Mapped[str] = mapped_column(Text, default="")
    render_version: Mapped[int]
    created_at: Mapped[datetime]
    comment_count: Mapped[int] = mapped_column(default=0)  # comments that everybody can read
    pinned_count: Mapped[int] = mapped_column(default=0)  # comments that stand first, if everybody can read them
    # Moves with every change that a signed-out reader can see: a cache has one number to ask for.
    version: Mapped[int] = mapped_column(default=1)
    # A reader wrote there first, so its title is what a page said: of no editor, and looked at by nobody.
    opened_by_page: Mapped[bool] = mapped_column(default=False)

    section: Mapped[Section | None] = relationship(lazy="raise_on_sql")


def is_listed() -> ColumnElement[bool]:
    """Whether lists and the map of the site show it: what only a page told of, once something can be read there.

    Otherwise whoever may sign in could put a sentence of theirs on the front page, past all rules and moderators.
    """
    return or_(Article.comment_count > 0, Article.opened_by_page.is_(False))
