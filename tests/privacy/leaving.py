"""Somebody leaves, and a day goes by."""

from collections.abc import Mapping
from typing import Any

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.handlers import HANDLERS, PURPOSES
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.outbox.claiming import LEASE
from forum.outbox.dispatch import dispatch_next, run_chore
from forum.privacy.erasing import erase_due
from forum.privacy.leaving import THINK_IT_OVER, ask_for_erasure


def leave(account: Account, with_words: bool = False) -> None:
    """From the question to the end."""
    ask_for_erasure(account, with_words)
    db.session.commit()
    a_day_later()


def a_day_later() -> None:
    with clock.stopped_at(clock.now() + THINK_IT_OVER + 2 * LEASE):  # what somebody died at is free by then
        while run_chore(erase_due):
            pass
        while dispatch_next(HANDLERS):
            pass
    db.session.expire_all()


def words_of(mail: Mail) -> Mapping[str, Any]:
    """What it says, as if it were sent now."""
    words = PURPOSES[mail.purpose](mail.payload)
    assert not isinstance(words, NotNeeded), words
    return words
