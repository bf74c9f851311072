"""Recovery codes: ten that stand in for a second factor that is lost, each once.

*Why a stamp is enough.* A password is hashed slowly because people choose it. These are 50 random bits, and what is
kept of them is a stamp under the site's key: whoever has the database alone has nothing to try them against.
"""

import secrets

from sqlalchemy import delete, func, select

from forum.accounts.keys import RecoveryCode
from forum.accounts.models import Account
from forum.db import db, rows_changed
from forum.web.seals import stamp, stamps

# No 0, 1, i, l, o or u: they are copied by hand from paper.
ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
LENGTH, COUNT = 10, 10
# With so many left it is time for new ones.
FEW = 3


def make_codes(account: Account) -> list[str]:
    """Ten new ones; those that there were count no more. They stand nowhere else: show them now."""
    forget_codes(account)
    codes = ["".join(secrets.choice(ALPHABET) for _ in range(LENGTH)) for _ in range(COUNT)]
    db.session.add_all(
        RecoveryCode(digest=stamp("recovery code", _told(account, code)).hex(), account_id=account.id) for code in codes
    )
    db.session.flush()
    return [f"{code[: LENGTH // 2]}-{code[LENGTH // 2 :]}" for code in codes]


def codes_left(account: Account) -> int:
    mine = RecoveryCode.account_id == account.id
    return db.session.scalar(select(func.count()).select_from(RecoveryCode).where(mine)) or 0


def use_code(account: Account, typed: str) -> bool:
    """Whether it is one of theirs. It is gone then; of two at the same moment one succeeds."""
    code = "".join(sign for sign in typed.lower() if sign in ALPHABET)
    digests = [one.hex() for one in stamps("recovery code", _told(account, code))]
    theirs = delete(RecoveryCode).where(RecoveryCode.account_id == account.id, RecoveryCode.digest.in_(digests))
    return rows_changed(theirs) > 0


def forget_codes(account: Account) -> None:
    db.session.execute(delete(RecoveryCode).where(RecoveryCode.account_id == account.id))


def _told(account: Account, code: str) -> str:
    return f"{account.id} {code}"
