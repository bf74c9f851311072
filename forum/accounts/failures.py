"""Tries that failed: whoever has many of them has to wait, by what is tried and by network; nobody is locked out.

The account's owner has their mail: a link from it asks for no password. So whoever keeps guessing at an account can
hold up its password and nothing else. Rows, since a restart shall not give the guesser another ten.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import ceil
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from forum import clock
from forum.accounts.keys import Failure
from forum.accounts.models import Account
from forum.db import db
from forum.errors import TooOften
from forum.web.seals import stamp

# ASVS 6.3.1: ten are a forgotten password, tried in all its spellings. Behind one network there may be an office, or a
# town: what one of them mistypes shall not keep the others out.
FREE, FREE_OF_A_NETWORK = 10, 100
PAUSE = timedelta(minutes=1)
FORGOTTEN_AFTER = timedelta(hours=24)

# By digest, how many tries are free.
Tries = Mapping[str, int]
_INSERT: Mapping[str, Any] = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}


def who_tries(what: str, network: str | None = None) -> Tries:
    """What is tried, and where it comes from; only digests. What a ticket's five tries bound needs no network."""
    tried = {_digest(what): FREE}
    return tried if network is None else tried | {_digest(f"network {network}"): FREE_OF_A_NETWORK}


def require_patience(tried: Tries, of: str = "wrong passwords", instead: str = "or sign in by mail") -> None:
    """TooOften while somebody has to wait."""
    now = clock.now()
    rows = db.session.scalars(select(Failure).where(Failure.who.in_(tried))).all()
    until = max((_free_at(row, tried[row.who]) for row in rows if row.count >= tried[row.who]), default=now)
    if until > now:
        wait = ceil((until - now).total_seconds())
        raise TooOften(f"There were many {of}. Wait {wait} seconds, {instead}.", retry_after=wait)


def note_failure(tried: Tries) -> None:
    """One more for each; the caller commits."""
    forget_old_failures()
    now = clock.now()
    for who in sorted(tried):  # in one order, so that two never wait for each other
        row = _INSERT[db.engine.dialect.name](Failure).values(who=who, count=1, last_at=now)
        more = {"count": Failure.count + 1, "last_at": now}
        db.session.execute(row.on_conflict_do_update(index_elements=["who"], set_=more))


def forget_failures(tried: Tries) -> None:
    """What was tried has succeeded: its owner is here. The network goes on being counted."""
    db.session.execute(delete(Failure).where(Failure.who == next(iter(tried))))


def forget_tries_of(account: Account) -> None:
    """Nothing is kept of tries at an account that is no more."""
    told = (password_of(account.id), password_of(account.email_key), code_to(account.email_key), second_of(account.id))
    db.session.execute(delete(Failure).where(Failure.who.in_([_digest(what) for what in told])))


def password_of(whom: int | str) -> str:
    """What is tried: by the account's id, however it was called; of nobody's by what was typed."""
    return f"password {whom}"


def code_to(email_key: str) -> str:
    return f"code {email_key}"


def second_of(account_id: int) -> str:
    return f"second {account_id}"


def forget_old_failures() -> None:
    """What stands for a network is gone after a day, whether or not anybody fails again."""
    db.session.execute(delete(Failure).where(Failure.last_at < clock.now() - FORGOTTEN_AFTER))


def _free_at(row: Failure, free: int) -> datetime:
    """After the last free one a minute, then twice as long each time, up to an hour."""
    pause: timedelta = min(PAUSE * 2 ** min(row.count - free, 10), timedelta(hours=1))
    return row.last_at + pause


def _digest(told: str) -> str:
    return stamp("failures", told).hex()
