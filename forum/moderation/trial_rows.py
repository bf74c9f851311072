"""Rows of rules that are tried out on what people have said, before they are saved."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from forum.db import Base
from forum.ids import new_id
from forum.screening.kind import Kind
from forum.screening.options import Options, Terms
from forum.screening.rulebook import BY_NAME
from forum.screening.verdict import Ruling


class Stage(StrEnum):
    """How far a trial has come."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"


class Trial(Base):
    """A rule as somebody would have it, and what it would have done: gone after a week.

    Of the comments it keeps numbers alone. What in them the rule found is looked up when somebody looks, so that
    words which their author takes back are in no trial.
    """

    __tablename__ = "trial"

    # Made after every comment that it reads: they have smaller ones.
    id: Mapped[int] = mapped_column(primary_key=True, default=new_id, autoincrement=False)
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    rule: Mapped[str] = mapped_column(String(30))
    section_name: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]  # of the rule that the form was made from
    asked: Mapped[dict[str, Any]] = mapped_column(JSON)  # enabled, ruling and options as they were typed
    saved: Mapped[dict[str, Any]] = mapped_column(JSON)  # the same of the rule that counted then
    created_at: Mapped[datetime]
    state: Mapped[Stage] = mapped_column(String(8), default=Stage.RUNNING)
    place: Mapped[int]  # what has a smaller id is still to be read
    total: Mapped[int | None]  # comments to read; None as long as nobody has counted
    done: Mapped[int] = mapped_column(default=0)  # of them
    judged: Mapped[int] = mapped_column(default=0)  # those among them for which the rule counts, and which are there
    held: Mapped[int] = mapped_column(default=0)  # those on which it would act as it says
    of_staff: Mapped[int] = mapped_column(default=0)  # staff's, that would only be noted
    approved: Mapped[int] = mapped_column(default=0)  # of the held: those that a moderator approved
    today: Mapped[int] = mapped_column(default=0)  # on which the rule acts as it was saved
    samples: Mapped[list[int]] = mapped_column(JSON, default=list)  # comments that would be held, the newest first

    @property
    def kind(self) -> Kind:
        return BY_NAME[self.rule]

    @property
    def is_running(self) -> bool:
        return self.state == Stage.RUNNING


def kept(terms: Terms) -> dict[str, Any]:
    """As a row has it."""
    options = {name: value if isinstance(value, int) else list(value) for name, value in terms.options.values.items()}
    return {"enabled": terms.enabled, "ruling": str(terms.ruling), "options": options}


def revived(row: dict[str, Any]) -> Terms:
    return Terms(row["enabled"], Ruling(row["ruling"]), Options(row["options"]))
