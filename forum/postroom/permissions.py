"""Who may look after the site's mail."""

from forum.accounts.models import Account
from forum.errors import YES, Answer, no


def may_see_mail(by: Account | None) -> Answer:
    """It names addresses, so that it is for those alone who see them elsewhere."""
    return YES if by is not None and by.is_admin else no("Only admins may do this.")
