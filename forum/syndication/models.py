"""Rows of feeds that are one person's alone."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import Account
from forum.db import Base


class RepliesFeed(Base):
    """Whoever has a row has given up an address of the feed of replies to them; the number tells which one counts."""

    __tablename__ = "replies_feed"

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    number: Mapped[int]
    renewed_at: Mapped[datetime]
