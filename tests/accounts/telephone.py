"""An authenticator app, and people who have one."""

from datetime import timedelta

from pyotp import TOTP

from forum import clock
from forum.accounts.models import Account
from forum.accounts.second_factors import awaited, begin_authenticator, confirm_authenticator, secret_of
from forum.db import db

STEP = timedelta(seconds=30)


class Telephone:
    """The app on it, with the secret of one account."""

    def __init__(self, secret: str) -> None:
        self.codes = TOTP(secret)

    def shows(self, later: timedelta = timedelta()) -> str:
        return self.codes.at(clock.now() + later)


def with_telephone(account: Account) -> tuple[Telephone, list[str]]:
    """They set up an authenticator two minutes ago; the telephone, and their recovery codes."""
    with clock.stopped_at(clock.now() - timedelta(minutes=2)):
        begin_authenticator(account)
        db.session.flush()
        telephone = Telephone(secret_of(awaited(account)))
        return telephone, confirm_authenticator(account, telephone.shows())
