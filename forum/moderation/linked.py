"""Hints that two accounts may be one person: they signed in from one place within a month.

A hint and no more: a household, an office or a town may share an address. Only moderators are told, and of the address
there is but a digest that nobody can compute without the site's key.
"""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import aliased

from forum import clock
from forum.accounts.models import Account, Session
from forum.accounts.permissions import may_moderate
from forum.db import db
from forum.errors import require

KEPT_FOR = timedelta(days=30)
# More than a household: an office or a town, which says nothing.
MOST = 10


def linked_with(person: Account, by: Account) -> Sequence[Account]:
    """Who signed in from where `person` did, of late; nobody where very many do."""
    require(may_moderate(by))
    theirs, other = Session, aliased(Session)
    since = clock.now() - KEPT_FOR
    shared = (
        select(other.account_id)
        .join(theirs, theirs.network == other.network)
        .where(theirs.account_id == person.id, other.account_id != person.id)
        .where(theirs.created_at > since, other.created_at > since)
    )
    found = select(Account).where(Account.id.in_(shared)).order_by(Account.created_at.desc()).limit(MOST + 1)
    people = db.session.scalars(found).all()
    return people if len(people) <= MOST else ()


def forget_old_networks() -> bool:
    """A chore: where somebody signed in more than a month ago is nobody's business."""
    old = update(Session).where(Session.network.is_not(None), Session.created_at <= clock.now() - KEPT_FOR)
    db.session.execute(old.values(network=None), execution_options={"synchronize_session": False})
    return False
