"""Tries that failed: whoever has many of them has to wait, by account and by network; nobody is locked out.

The account's owner has their mail: a link from it asks for no password. So whoever keeps guessing at an account can
hold up its password and nothing else. Rows, since a restart shall not give the guesser another ten.
"""

from datetime import datetime, timedelta
from math import ceil

from sqlalchemy import delete, select

from forum import clock
from forum.accounts.keys import Failure
from forum.db import db
from forum.errors import TooOften
from forum.web.seals import stamp

# ASVS 6.3.1: ten are a forgotten password, tried in all its spellings.
FREE = 10
PAUSE = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(hours=24)


def who_tries(login: str, network: str) -> tuple[str, ...]:
    """Digests of what is tried and of where it comes from; the login may belong to nobody."""
    return _digest(f"login {login.strip().removeprefix('@').lower()}"), _digest(f"network {network}")


def require_patience(tried: tuple[str, ...]) -> None:
    """TooOften while somebody has to wait."""
    now = clock.now()
    rows = db.session.scalars(select(Failure).where(Failure.who.in_(tried))).all()
    until = max((_free_at(row) for row in rows if row.count >= FREE), default=now)
    if until > now:
        wait = ceil((until - now).total_seconds())
        raise TooOften(
            f"There were many tries with a wrong password. Wait {wait} seconds, or sign in by mail.", retry_after=wait
        )


def note_failure(tried: tuple[str, ...]) -> None:
    """One more for each; the caller commits."""
    now = clock.now()
    forget_old_failures()
    for who in sorted(tried):
        row = db.session.get(Failure, who, with_for_update=True, populate_existing=True)
        if row is None:
            row = Failure(who=who, count=0)
            db.session.add(row)
        row.count, row.last_at = row.count + 1, now


def forget_failures(tried: tuple[str, ...]) -> None:
    """The right password was given: its owner is here."""
    db.session.execute(delete(Failure).where(Failure.who == tried[0]))


def forget_tries_at(login: str) -> None:
    """Nothing is kept of tries at the account of `login`: it is no more."""
    digests = [_digest_of_login(told) for told in (login, f"code {login}")]
    db.session.execute(delete(Failure).where(Failure.who.in_(digests)))


def forget_old_failures() -> None:
    """What stands for a network is gone after a day, whether or not anybody fails again."""
    db.session.execute(delete(Failure).where(Failure.last_at < clock.now() - FORGOTTEN_AFTER))


def _free_at(row: Failure) -> datetime:
    """After the tenth a minute, then twice as long each time, up to an hour."""
    pause: timedelta = min(PAUSE * 2 ** min(row.count - FREE, 10), timedelta(hours=1))
    return row.last_at + pause


def _digest_of_login(login: str) -> str:
    return _digest(f"login {login.strip().removeprefix('@').lower()}")


def _digest(told: str) -> str:
    return stamp("failures", told).hex()
