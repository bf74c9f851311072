"""Rows of who may speak for whom, on the page of which site, and until when."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import Account, Session
from forum.db import Base
from forum.origins.models import LONGEST


class AccessToken(Base):
    """What a page sends with what it asks: a reader's rights, for a quarter of an hour. It ends with its session."""

    __tablename__ = "access_token"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(Session.id, ondelete="CASCADE"), index=True)
    origin: Mapped[str] = mapped_column(String(LONGEST))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    account: Mapped[Account] = relationship(lazy="raise_on_sql")
    session: Mapped[Session] = relationship(lazy="raise_on_sql")


class HandOver(Base):
    """Somebody said on our own page that the page of `origin` may sign them in, once.

    The code is made of the row's key and the site's (`tokens`), so nothing here opens a door.
    """

    __tablename__ = "hand_over"

    nonce_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    challenge: Mapped[str] = mapped_column(String(64))  # RFC 7636, S256: who asks for the token knows what it is of
    origin: Mapped[str] = mapped_column(String(LONGEST))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey(Session.id, ondelete="CASCADE"), index=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime] = mapped_column(index=True)
    used_at: Mapped[datetime | None]
