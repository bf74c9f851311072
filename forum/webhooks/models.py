"""Rows of webhooks: whom to tell, and what each was told."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.accounts.models import Account
from forum.db import Base
from forum.ids import new_id
from forum.webhooks.names import Format, State


class Webhook(Base):
    """An address that is told. Whoever knows that of a Slack channel can write there: it is sealed like the secret."""

    __tablename__ = "webhook"

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    sealed_url: Mapped[str] = mapped_column(Text)
    sealed_secret: Mapped[str] = mapped_column(Text)
    format: Mapped[Format] = mapped_column(String(8))
    events: Mapped[list[str]] = mapped_column(JSON)
    enabled: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id, ondelete="SET NULL"), index=True)
    failing_since: Mapped[datetime | None]  # nothing has been taken since then
    rests_until: Mapped[datetime | None]  # it was silent: what is due meanwhile does not wait for it to be silent again


class Delivery(Base):
    """One thing told to one webhook. Of what happened only ids are kept; what they lead to is read when it goes."""

    __tablename__ = "webhook_delivery"
    __table_args__ = (
        Index("uq_webhook_delivery_occasion", "webhook_id", "occasion", unique=True),
        Index("ix_webhook_delivery_webhook", "webhook_id", "id"),
        Index("ix_webhook_delivery_created", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    webhook_id: Mapped[int] = mapped_column(ForeignKey(Webhook.id, ondelete="CASCADE"))
    occasion: Mapped[str] = mapped_column(String(80))  # what makes it one, however often it is announced
    event: Mapped[str] = mapped_column(String(24))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)  # ids of what happened, and when that was
    created_at: Mapped[datetime]
    state: Mapped[State] = mapped_column(String(10), default=State.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    status: Mapped[int | None]
    answer: Mapped[str | None] = mapped_column(
        Text
    )  # to a test its beginning; of what failed why, in no words of theirs
    seconds: Mapped[float | None]
    last_at: Mapped[datetime | None]
    of_id: Mapped[int | None]  # which delivery it repeats; no key: they are cleared away
