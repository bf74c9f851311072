"""Dispatch: what follows from a fact and the end of its row are one transaction.

Here, and only here, what is no request commits. Who calls sees to an application's context and to a session of its own.
"""

import logging
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from forum import clock
from forum.db import db
from forum.outbox.claiming import Claim, Later, Lost, claim_next, claim_this, finish, note_failure, put_off, renew
from forum.outbox.events import revived

log = logging.getLogger(__name__)

# Nine tries over about an hour and a half: what fails as long is not mended by waiting.
MOST_TRIES = 9
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)


# What the clock sets off; it may say that there is more to do, so that no lock is held until all of it is done.
Task = Callable[[], bool | None]


class Turn:
    """The work on one fact. A handler that talks to the world commits what it must before it does."""

    def __init__(self, claim: Claim) -> None:
        self._claim = claim

    def settle(self) -> None:
        """Commit what is done so far, so that no lock of the database is held during what comes next.

        Lost when somebody else has taken over; nothing is committed then.
        """
        renew(self._claim)
        db.session.commit()


Handler = Callable[[Any, Turn], None]
Handlers = Mapping[type, Sequence[Handler]]


def dispatch_next(handlers: Handlers) -> bool:
    """Follow up the fact that is due longest; whether there was one."""
    claim = claim_next()
    return _dispatch(claim, handlers)


def dispatch_this(fact_id: int, handlers: Handlers) -> bool:
    """Follow up one fact, due or not; False when it is done already or somebody works on it."""
    return _dispatch(claim_this(fact_id), handlers)


def _dispatch(claim: Claim | None, handlers: Handlers) -> bool:
    if claim is None:
        db.session.rollback()
        return False
    db.session.commit()
    try:
        _follow_up(claim, handlers)
        db.session.commit()
    except Lost:
        db.session.rollback()
        log.warning("%s took longer than its lease; another worker goes on", claim.name)
    return True


def _follow_up(claim: Claim, handlers: Handlers) -> None:
    try:
        happened = revived(claim.name, claim.payload)
        for handler in handlers[type(happened)]:
            handler(happened, Turn(claim))
        finish(claim)
    except Later as later:
        put_off(claim, later)
    except Lost:
        raise
    except Exception as error:
        db.session.rollback()
        _fail(claim, error)


def _fail(claim: Claim, error: Exception) -> None:
    last = claim.tries + 1 >= MOST_TRIES
    note_failure(claim, _told(error), None if last else clock.now() + pause_after(claim.tries))
    if last:
        log.error("%s was set aside after %d tries: forum outbox list", claim.name, MOST_TRIES, exc_info=error)
    else:
        log.warning("%s failed, try %d of %d", claim.name, claim.tries + 1, MOST_TRIES, exc_info=error)


def run_chore(do: Task) -> bool:
    """What the clock sets off, in a transaction of its own; whether there is more.

    One that fails is told of and comes again in its time: others have their turn all the same.
    """
    try:
        more = bool(do())
        db.session.commit()
    except Exception:
        db.session.rollback()
        log.exception("%s failed, and will be tried again", getattr(do, "__qualname__", do))
        return False
    return more


def pause_after(tries: int, first: timedelta = FIRST_PAUSE, longest: timedelta = LONGEST_PAUSE) -> timedelta:
    """Twice as long each time, up to a limit, and never in step with others that failed at the same moment."""
    whole = min(first.total_seconds() * 2 ** min(tries, 30), longest.total_seconds())
    return timedelta(seconds=whole * random.uniform(0.75, 1.25))  # noqa: S311 (no secret)


def _told(error: Exception) -> str:
    """The kind of error alone where its words may repeat a row."""
    words = "" if isinstance(error, SQLAlchemyError) else f": {error}"
    return f"{type(error).__name__}{words}"[:500]
