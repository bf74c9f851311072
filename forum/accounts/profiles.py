"""Changing how one is called, and what one says about oneself."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from forum import clock
from forum.accounts.forms import Profile
from forum.accounts.lookalikes import skeleton
from forum.accounts.models import Account, FormerHandle
from forum.accounts.names import handle_key
from forum.accounts.registration import require_free
from forum.db import db
from forum.errors import Invalid

# Once to choose it, once more for a slip. Whoever changes it every week is hard to talk to.
MOST_HANDLES, WITHIN = 2, timedelta(days=30)


def require_profile(account: Account, wanted: Profile) -> None:
    """Invalid when the handle is another's, or was changed too often."""
    # Two that looked alike before that was asked for keep their handles, in every case that looks the same.
    if _is_another(account, wanted) or skeleton(wanted.handle) != skeleton(account.handle):
        require_free(wanted.handle, but_of=account)
    since = clock.now() - WITHIN
    mine = FormerHandle.account_id == account.id
    changes = db.session.scalar(select(func.count()).where(mine, FormerHandle.given_up_at > since)) or 0
    if _is_another(account, wanted) and changes >= MOST_HANDLES:
        raise Invalid(
            f"A handle can be changed {MOST_HANDLES} times in {WITHIN.days} days, so that people find you. Wait a "
            "while; your name can be changed at any time.",
            "handle",
        )


def change_profile(account: Account, wanted: Profile) -> None:
    """Let `account` be called as wanted; a handle that is given up stays theirs. Invalid as `require_profile`."""
    require_profile(account, wanted)
    if _is_another(account, wanted):
        _give_up(account)
        account.handle_key = handle_key(wanted.handle)
    if skeleton(wanted.handle) != skeleton(account.handle):
        account.handle_skeleton = skeleton(wanted.handle)
    account.handle, account.display_name, account.bio = wanted.handle, wanted.display_name, wanted.bio
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        raise Invalid("Somebody took that handle a moment ago. Choose another.", "handle") from None


def _is_another(account: Account, wanted: Profile) -> bool:
    return handle_key(wanted.handle) != account.handle_key


def _give_up(account: Account) -> None:
    """What was given up before and is given up again is the same row, with a new date."""
    row = db.session.get(FormerHandle, account.handle_key) or FormerHandle(handle_key=account.handle_key)
    row.handle_skeleton, row.account_id, row.given_up_at = skeleton(account.handle), account.id, clock.now()
    db.session.add(row)
