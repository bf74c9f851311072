"""How people want to be told: what they chose, the site's defaults, and ours."""

from collections.abc import Collection, Mapping
from contextlib import suppress
from datetime import tzinfo
from functools import cache
from typing import TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from forum.accounts.models import Account
from forum.db import db
from forum.errors import Invalid, require
from forum.notifications.kinds import ALWAYS_TOLD, KINDS, Manner
from forum.notifications.models import Choice, Default, Frequency, Kind
from forum.notifications.permissions import may_set_defaults

T = TypeVar("T", Choice, Default)
Manners = Mapping[Kind, Manner]


def site_manners() -> Manners:
    """How somebody is told who has chosen nothing."""
    set_here = {Kind(row.kind): Manner(row.inbox, Frequency(row.mail)) for row in db.session.scalars(select(Default))}
    return {kind: set_here.get(kind, described.default) for kind, described in KINDS.items()}


def manners_of(people: Collection[int], site: Manners | None = None) -> Mapping[int, Manners]:
    """By person, how each kind is told them: two statements for however many people."""
    site = site or site_manners()
    chosen: dict[int, dict[Kind, Manner]] = {number: {} for number in people}
    for row in db.session.scalars(select(Choice).where(Choice.person_id.in_(people))):
        chosen[row.person_id][Kind(row.kind)] = Manner(row.inbox, Frequency(row.mail))
    return {number: {**site, **theirs} for number, theirs in chosen.items()}


def choose(by: Account, kind: Kind, manner: Manner) -> None:
    """From now on; what waits to be mailed is looked at again when its time has come."""
    if kind in ALWAYS_TOLD:
        manner = Manner(True, manner.mail)  # the law wants them told: they stay in the inbox
    row = _kept(Choice, (by.id, kind), Choice(person_id=by.id, kind=kind, inbox=manner.inbox, mail=manner.mail))
    row.inbox, row.mail = manner.inbox, manner.mail


def forget_choices(by: Account) -> None:
    """Back to the site's defaults."""
    db.session.execute(delete(Choice).where(Choice.person_id == by.id))


def set_default(by: Account, kind: Kind, manner: Manner) -> None:
    require(may_set_defaults(by))
    row = _kept(Default, kind, Default(kind=kind, inbox=manner.inbox, mail=manner.mail))
    row.inbox, row.mail = manner.inbox, manner.mail


def _kept(table: type[T], key: object, new: T) -> T:
    """The row as it stands, or the new one; of two who press Save at once the key says whose stands first."""
    if (row := db.session.get(table, key, with_for_update=True, populate_existing=True)) is not None:
        return row
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(new)
    return db.session.get_one(table, key, with_for_update=True, populate_existing=True)


def set_time_zone(by: Account, name: str) -> None:
    """In which their digests come in the morning; "" is UTC. Invalid for a zone that does not exist."""
    if name and name not in zones():
        raise Invalid("There is no such time zone. Choose one from the list.", "time_zone")
    by.time_zone = name or None


def zone_of(person: Account) -> tzinfo:
    try:
        return ZoneInfo(person.time_zone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):  # one that was dropped since
        return ZoneInfo("UTC")


@cache
def zones() -> tuple[str, ...]:
    """Those that people know by a city: Europe/Berlin."""
    return tuple(
        sorted(name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix")))
    )
