"""Searches that are kept under a name, each moderator's own."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete, func, select

from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.db import db, rows_changed
from forum.errors import Invalid, NotFound, require
from forum.queue.filters import LONGEST as MOST_LETTERS
from forum.queue.filters import Filter
from forum.queue.models import QueueView

LONGEST, MOST = 40, 20


def keep_view(form: Mapping[str, str], by: Account) -> QueueView:
    """Under a name that was kept before it takes the place of the former one."""
    require(may_moderate(by))
    name, query = " ".join(form.get("name", "").split()), str(Filter.parse({"q": form.get("q", "")}))
    if not name or len(name) > LONGEST:
        raise Invalid(f"Give the view a name of at most {LONGEST} characters.", "name")
    if len(query) > MOST_LETTERS:
        raise Invalid(f"A view keeps at most {MOST_LETTERS} characters of a search.", "q")
    if not query:
        raise Invalid("Search for something first: a view keeps what you searched for.", "q")
    # Taken before looking: of two tabs one waits for the other.
    db.session.execute(select(Account.id).where(Account.id == by.id).with_for_update())
    former = db.session.scalar(select(QueueView).where(QueueView.account_id == by.id, QueueView.name == name))
    if former is not None:
        former.query = query
        return former
    if (db.session.scalar(select(func.count()).where(QueueView.account_id == by.id)) or 0) >= MOST:
        raise Invalid(f"{MOST} views are kept. Forget one of them first.", "name")
    view = QueueView(account_id=by.id, name=name, query=query)
    db.session.add(view)
    return view


def forget_view(view_id: int, by: Account) -> None:
    require(may_moderate(by))
    if not rows_changed(delete(QueueView).where(QueueView.id == view_id, QueueView.account_id == by.id)):
        raise NotFound("There is no such view of yours.")


def views_of(account: Account) -> Sequence[QueueView]:
    mine = select(QueueView).where(QueueView.account_id == account.id)
    return db.session.scalars(mine.order_by(QueueView.name)).all()
