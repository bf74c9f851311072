"""What people were told is kept for as long as they may look for it, and then forgotten."""

from datetime import timedelta

from sqlalchemy import delete, select

from forum import clock
from forum.db import rows_changed
from forum.ids import first_of
from forum.notifications.models import Notification

KEPT_FOR = timedelta(days=180)
# In one transaction: nobody who posts meanwhile waits for the leavings of a busy spring.
AT_ONCE = 1_000


def forget_old_notifications() -> bool:
    """Some of those that are older; whether there may be more."""
    old = select(Notification.id).where(Notification.id < first_of(clock.now() - KEPT_FOR)).limit(AT_ONCE)
    return rows_changed(delete(Notification).where(Notification.id.in_(old.scalar_subquery()))) == AT_ONCE
