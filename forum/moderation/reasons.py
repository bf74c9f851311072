"""Changing the reasons that staff share: adding one, wording, ordering and switching them off."""

import re
from dataclasses import asdict
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.errors import Conflict, Invalid, NotFound, require
from forum.moderation.log import Happened, log
from forum.moderation.permissions import may_change_reasons
from forum.moderation.reason_form import ReasonForm
from forum.statements.models import Reason
from forum.statements.reasons import MOST_ENABLED, Shared, as_it_stands, shared_reasons

CHANGED = "Somebody else changed this reason meanwhile. What you typed is below: compare, and save it again."
# A list that one still reads, with what was switched off since.
MOST = 40
_COLUMNS = ("title", "public_line", "message", "severity", "is_of_law", "enabled", "place")


def change_reason(form: ReasonForm, by: Account) -> str:
    """From the next decision on the reason is as the form says; its name. What was stated before stays as it was."""
    require(may_change_reasons(by))
    reasons = {reason.name: reason for reason in shared_reasons()}
    if form.name and form.name not in reasons:
        raise NotFound("There is no such reason. Choose one of the list.")
    former = reasons.pop(form.name, None)
    _require_fitting(form, list(reasons.values()))
    if (former.version if former else 0) != form.version:
        raise Conflict(CHANGED)
    name = form.name or _name_for(form.title, reasons)
    row = db.session.scalar(select(Reason).where(Reason.name == name).with_for_update())
    if (row.version if row else 0) != form.version:
        raise Conflict(CHANGED)
    _write(row, name, form)
    before = _told(former) if former else None
    log(Happened("reason", by.id, before=before, after=_told(form), more={"shared": name}))
    return name


def _require_fitting(form: ReasonForm, others: list[Shared]) -> None:
    """Beside all the others."""
    enabled = [reason for reason in others if reason.enabled]
    if form.enabled and len(enabled) >= MOST_ENABLED:
        raise Invalid(f"{MOST_ENABLED} reasons can be on at once: each has a key. Switch one off first.", "enabled")
    if not form.enabled and not enabled:
        raise Invalid("This is the only reason that is on. Without one nothing could be taken away.", "enabled")
    if any(reason.public_line.casefold() == form.public_line.casefold() for reason in others):
        raise Invalid("Another reason has the same public line. Readers could not tell them apart.", "public_line")
    if not form.name and len(others) >= MOST:
        raise Invalid(f"There are {MOST} reasons already. Change one of those that are off.", "title")


def _name_for(title: str, taken: dict[str, Shared]) -> str:
    """For addresses and the log; it stays when the title is changed."""
    base = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")[:16].rstrip("-") or "reason"
    return next(name for name in (base, *(f"{base}-{n}" for n in range(2, MOST + 3))) if name not in taken)


def _write(row: Reason | None, name: str, form: ReasonForm) -> None:
    values: dict[str, Any] = {column: getattr(form, column) for column in _COLUMNS}
    if row is not None:
        for column, value in values.items():
            setattr(row, column, value)
        row.version, row.changed_at = row.version + 1, clock.now()
        db.session.flush()
        return
    try:
        with db.session.begin_nested():
            db.session.add(Reason(name=name, version=1, changed_at=clock.now(), **values))
    except IntegrityError:
        raise Conflict(CHANGED) from None


def reason_named(name: str) -> Shared | None:
    row = db.session.get(Reason, name, populate_existing=True)
    if row is not None:
        return as_it_stands(row)
    return next((reason for reason in shared_reasons() if reason.name == name), None)


def _told(reason: Shared | ReasonForm) -> dict[str, Any]:
    return {name: value for name, value in asdict(reason).items() if name in _COLUMNS}
