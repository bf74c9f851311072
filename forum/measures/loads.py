"""How much each moderator carries. Everybody sees their own; only admins see whose is whose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func

from forum import clock
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.db import db
from forum.errors import require
from forum.measures.deciding import standing
from forum.measures.weeks import week_of
from forum.moderation.models import Decision


@dataclass(frozen=True)
class Load:
    account_id: int
    name: str
    by_week: Mapping[int, int]

    @property
    def total(self) -> int:
        return sum(self.by_week.values())

    def since(self, place: int) -> int:
        """In the week at `place`, the first of which is 0, and those after it."""
        return sum(count for week, count in self.by_week.items() if week >= place)


def loads(by: Account) -> Sequence[Load]:
    """The busiest first; of who is no admin their own alone."""
    require(may_moderate(by))
    week = week_of(Decision.id, clock.now()).label("week")
    query = standing(Account.id, Account.display_name, week, func.count()).join(Account, Account.id == Decision.by_id)
    if not by.is_admin:
        query = query.where(Decision.by_id == by.id)
    found: dict[tuple[int, str], dict[int, int]] = {}
    for number, name, at, count in db.session.execute(query.group_by(Account.id, Account.display_name, week)):
        found.setdefault((number, name), {})[int(at)] = count
    each = [Load(number, name, by_week) for (number, name), by_week in found.items()]
    return sorted(each, key=lambda load: (-load.total, load.name, load.account_id))
