"""Rows of what the house has published about itself: its terms and its rules, every version with its day."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, select
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base, db
from forum.ids import new_id


class TermsKind(StrEnum):
    """What a text lays down."""

    TERMS = "terms"  # between the house and whoever uses it
    RULES = "rules"  # of what is said here


NAMES: Mapping[TermsKind, str] = {TermsKind.TERMS: "Terms of use", TermsKind.RULES: "House rules"}


class Terms(Base):
    """One version; never changed, so that a statement can name the one that held."""

    __tablename__ = "terms"
    __table_args__ = (Index("ix_terms_kind", "kind", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    kind: Mapped[TermsKind] = mapped_column(String(8))
    published_at: Mapped[datetime]
    body_source: Mapped[str] = mapped_column(Text)
    body_html: Mapped[str] = mapped_column(Text)
    render_version: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)


def id_in_force(kind: TermsKind) -> int | None:
    """Of the version that holds now; None when there never was one."""
    return db.session.scalar(select(Terms.id).where(Terms.kind == kind).order_by(Terms.id.desc()).limit(1))


def version(terms_id: int | None) -> Terms | None:
    return db.session.get(Terms, terms_id) if terms_id is not None else None
