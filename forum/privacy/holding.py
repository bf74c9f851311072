"""A legal hold: an account must not be erased for now, and its owner knows."""

from sqlalchemy import exists

from forum import clock
from forum.accounts.models import Account, LegalHold
from forum.db import db
from forum.errors import Invalid, require
from forum.mail.post import is_possible, write
from forum.privacy.permissions import may_hold

REASON_MAX = 500

IS_HELD = exists().where(LegalHold.account_id == Account.id)


def parse_reason(text: str) -> str:
    reason = " ".join(text.split())
    if not reason:
        raise Invalid("Type the reason: the person is told.", "reason")
    if len(reason) > REASON_MAX:
        raise Invalid(f"A reason has at most {REASON_MAX} characters. Shorten it.", "reason")
    return reason


def hold_of(account: Account) -> LegalHold | None:
    return db.session.get(LegalHold, account.id)


def hold_account(account: Account, reason: str, by: Account) -> None:
    """Nothing of `account` is erased until it is released. Whoever is held already is held for this reason now."""
    require(may_hold(by, account))
    hold_from_the_command_line(account, reason)
    db.session.get_one(LegalHold, account.id).by_id = by.id


def hold_from_the_command_line(account: Account, reason: str) -> None:
    """The same by whoever runs the site, who needs no account."""
    row = hold_of(account)
    if row is None:
        row = LegalHold(account_id=account.id, since=clock.now())
        db.session.add(row)
    row.reason, row.by_id = reason, None
    db.session.flush()
    _tell(account, released=False)


def release_account(account: Account) -> bool:
    """Let it be erased again, if its owner has asked for that; whether it was held."""
    row = hold_of(account)
    if row is None:
        return False
    db.session.delete(row)
    db.session.flush()
    _tell(account, released=True)
    return True


def _tell(account: Account, released: bool) -> None:
    if account.email and is_possible():
        write("hold", account.email, {"account": account.id, "released": released}, account_id=account.id)
