"""Asking to be deleted, and thinking better of it."""

from datetime import timedelta

from sqlalchemy import update

from forum import clock
from forum.accounts.models import Account, Role
from forum.db import db
from forum.errors import Forbidden, Invalid, require
from forum.mail.post import is_possible, write
from forum.privacy.holding import hold_of
from forum.privacy.permissions import may_leave

# Until tomorrow, when one has slept over it.
THINK_IT_OVER = timedelta(hours=24)
CHOICES = {"keep": False, "erase": True}


def parse_choice(text: str) -> bool:
    """Whether the words go as well."""
    if text not in CHOICES:
        raise Invalid("Choose what becomes of your comments.", "words")
    return CHOICES[text]


def ask_for_erasure(account: Account, with_words: bool) -> None:
    """In a day `account` will be erased, and `with_words` all that it said. Nothing else changes until then."""
    require(may_leave(account))
    account.erase_at, account.erase_words = clock.now() + THINK_IT_OVER, with_words
    db.session.flush()
    if account.email and is_possible():
        write("erasure", account.email, {"account": account.id}, account_id=account.id)


def keep_account(account: Account) -> None:
    """They think better of it. In one statement: of whom the clock has erased meanwhile nothing is kept."""
    still_here = update(Account).where(Account.id == account.id, Account.erased_at.is_(None))
    db.session.execute(still_here.values(erase_at=None, erase_words=False))


def let_go_now(account: Account, with_words: bool) -> None:
    """Whoever runs the site was asked by other ways, and waits for nothing. Forbidden while the account is held."""
    if account.role != Role.READER:
        raise Forbidden(f"This account is {account.role} of the site. Make it a reader first: forum person role.")
    require(may_leave(account))
    if hold_of(account) is not None:
        raise Forbidden("This account is on legal hold. Release it first: forum person release.")
    account.erase_at, account.erase_words = clock.now(), with_words
