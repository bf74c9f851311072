"""Who may say whom the site tells what."""

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.errors import Answer, no


def may_manage_webhooks(by: Account | None) -> Answer:
    if by is not None and by.is_staff and not by.is_admin:
        return no("Only admins see and change webhooks.")
    return may_moderate(by)
