"""Folding away what somebody says, in one's own view."""

from contextlib import suppress

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Mute
from forum.discussion.permissions import may_mute
from forum.errors import require


def mute(person: Account, by: Account) -> None:
    require(may_mute(by, person))
    # Pressed twice at once, or long ago: the key says that there is one mute, and one is what was wanted.
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(Mute(account_id=by.id, muted_id=person.id, created_at=clock.now()))


def unmute(person: Account, by: Account) -> None:
    db.session.execute(delete(Mute).where(Mute.account_id == by.id, Mute.muted_id == person.id))
