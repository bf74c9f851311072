"""Who there is in a world: somebody in each role."""

from forum import clock
from forum.accounts.models import Account, Role
from tests.factories import person

ROLES = ("nobody", "reader", "author", "moderator", "admin")
NAME = "Ottokar Canary"


def everybody(password_hash: str) -> dict[str, Account]:
    """By role; who answers is a reader like any."""
    return {
        "reader": person("rita", password_hash=password_hash, confirmed_at=clock.now()),
        "author": person("otto", display_name=NAME),
        "moderator": person("mona", Role.MODERATOR, confirmed_at=clock.now()),
        "admin": person("anna", Role.ADMIN),
        "answerer": person("nils"),
    }
