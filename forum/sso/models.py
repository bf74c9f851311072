"""Rows of who somebody is elsewhere, and of the assertions of it that were used."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Account, Role
from forum.db import Base


class Identity(Base):
    """Somebody, as one issuer knows them."""

    __tablename__ = "identity"

    issuer: Mapped[str] = mapped_column(String(255), primary_key=True)
    subject: Mapped[str] = mapped_column(String(255), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    last_at: Mapped[datetime]  # when the issuer last vouched for them
    # What it gave them, so that it can take that back, and only that: what was chosen or given here stays.
    name: Mapped[str] = mapped_column(String(255), default="")
    badge: Mapped[str | None] = mapped_column(String(40))
    role: Mapped[Role] = mapped_column(String(12), default=Role.READER)
    account: Mapped[Account] = relationship(lazy="raise_on_sql")


class Barred(Base):
    """Somebody who was banned here and is forgotten: a digest of who they are elsewhere, so that they stay banned."""

    __tablename__ = "barred"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    since: Mapped[datetime]


class UsedAssertion(Base):
    """One that was used: until it expires nobody uses it again (`jti`, RFC 7519, section 4.1.7)."""

    __tablename__ = "used_assertion"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_at: Mapped[datetime] = mapped_column(index=True)
