"""Where somebody is signed in, for them to see and to end."""

from collections.abc import Sequence

from sqlalchemy import delete, select

from forum import clock
from forum.accounts.credentials import IDLE_LIFE
from forum.accounts.models import Account, Session
from forum.db import db, rows_changed
from forum.errors import NotFound


def sessions_of(account: Account) -> Sequence[Session]:
    """Those that still sign somebody in; who was here last comes first."""
    now = clock.now()
    lasting = Session.expires_at > now, Session.last_seen_at > now - IDLE_LIFE
    mine = select(Session).where(Session.account_id == account.id, *lasting)
    return db.session.scalars(mine.order_by(Session.last_seen_at.desc(), Session.id.desc())).all()


def end_one(account: Account, session_id: int) -> None:
    """NotFound when it has ended already, and when it is somebody else's."""
    if not rows_changed(delete(Session).where(Session.id == session_id, Session.account_id == account.id)):
        raise NotFound("That browser is signed out already.")
