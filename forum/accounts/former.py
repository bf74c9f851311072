"""Handles that people gave up, and of those who left a digest alone.

*Why the digest.* Under old mentions others could pass for whoever left, if their handle were to be had. So it is given
to nobody, and yet stands nowhere: a stamp under the site's key tells whether a handle is one of theirs, and only to
whoever tries that very handle.
"""

from sqlalchemy import ColumnElement, select

from forum import clock
from forum.accounts.lookalikes import skeleton
from forum.accounts.models import Account, FormerHandle
from forum.accounts.names import handle_key
from forum.db import db
from forum.web.seals import stamp, stamps

# No handle begins so. What follows fits into the columns: 116 bits and more.
MARK = ":"
_KEY_LENGTH, _SKELETON_LENGTH = 29, 59


def was_had(handle: str, but_of: int = 0) -> bool:
    """Whether somebody else than the account `but_of` had the handle, or one that looks like it."""
    theirs = select(FormerHandle.account_id).where(_is(handle), FormerHandle.account_id != but_of)
    return db.session.scalar(theirs.limit(1)) is not None


def veil_handles(account: Account) -> None:
    """Keep of every handle that `account` has or had a digest alone."""
    rows = [(account.handle_key, account.handle_skeleton)]
    for former in db.session.scalars(select(FormerHandle).where(FormerHandle.account_id == account.id)):
        if not former.handle_key.startswith(MARK):
            rows.append((former.handle_key, former.handle_skeleton))
            db.session.delete(former)
    now = clock.now()
    for key, look in rows:
        veiled = (MARK + _digest(key)[:_KEY_LENGTH], MARK + _digest(look)[:_SKELETON_LENGTH])
        db.session.add(
            FormerHandle(handle_key=veiled[0], handle_skeleton=veiled[1], account_id=account.id, given_up_at=now)
        )
    db.session.flush()


def _is(handle: str) -> ColumnElement[bool]:
    key, look = handle_key(handle), skeleton(handle)
    keys = [key, *(MARK + one.hex()[:_KEY_LENGTH] for one in stamps("former handle", key))]
    looks = [look, *(MARK + one.hex()[:_SKELETON_LENGTH] for one in stamps("former handle", look))]
    return FormerHandle.handle_key.in_(keys) | FormerHandle.handle_skeleton.in_(looks)


def _digest(name: str) -> str:
    return stamp("former handle", name).hex()
