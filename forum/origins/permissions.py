"""Who may say on whose pages discussions stand, and from which of them one is opened."""

from forum.accounts.models import Account, Role
from forum.accounts.permissions import may_moderate
from forum.errors import YES, Answer, no
from forum.origins.models import Origin


def may_manage_origins(by: Account | None) -> Answer:
    if by is not None and by.role != Role.ADMIN:
        return no("Only admins see and change on which sites discussions stand.")
    return may_moderate(by)


def may_open_on(site: Origin | None) -> Answer:
    """Whether a page of `site` that nobody has added gets a discussion; None: it is not listed."""
    if site is None:
        return no("This page is on none of the sites whose articles are discussed here.")
    return YES if site.opens_articles else no("This article is not discussed here: nobody has added it yet.")
