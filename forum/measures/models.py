"""Rows of what a moderator would have decided."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base


class SecondLook(Base):
    """What somebody else would have done, asked without being told what was done. One for each decision."""

    __tablename__ = "second_look"

    decision_id: Mapped[int] = mapped_column(
        ForeignKey("decision.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    lets_stand: Mapped[bool]
    created_at: Mapped[datetime]
