"""Who may read what moderators did, and who lays down the rules."""

from forum.accounts.models import Account, Role
from forum.accounts.permissions import may_moderate
from forum.config import PublicLog
from forum.errors import YES, Answer, no


def may_read_report(by: Account | None, public_log: PublicLog) -> Answer:
    """Whoever may read the public log; without one, who moderates."""
    return YES if public_log != PublicLog.OFF else may_moderate(by)


def may_publish(by: Account | None) -> Answer:
    if not (allowed := may_moderate(by)):
        return allowed
    return YES if by is not None and by.role == Role.ADMIN else no("Only an admin may publish terms or rules.")
