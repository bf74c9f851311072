"""Folding away what somebody says, in one's own view."""

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Mute
from forum.discussion.permissions import may_mute
from forum.errors import require


def mute(person: Account, by: Account) -> None:
    require(may_mute(by, person))
    if db.session.get(Mute, (by.id, person.id)) is None:
        db.session.add(Mute(account_id=by.id, muted_id=person.id, created_at=clock.now()))


def unmute(person: Account, by: Account) -> None:
    found = db.session.get(Mute, (by.id, person.id))
    if found is not None:
        db.session.delete(found)
