"""The address of the feed of replies to one person: sealed, and the same each time, until they give it up.

*Why an address.* Programs that read feeds sign in nowhere. Who holds the address reads what everybody can read, only
picked for one person; so it opens nothing, but tells who that is, and its owner can have another.
"""

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.errors import NotFound
from forum.syndication.models import RepliesFeed
from forum.web.seals import Broken, seal_alike, unseal_alike
from forum.web.site import absolute

_PURPOSE = "feed of replies"
_NONE = "There is no such feed. Its owner may have given its address up."
_FIRST = 0


def replies_token(person: Account) -> str:
    return seal_alike(_PURPOSE, f"{person.id} {_number(person.id)}")


def replies_address(person: Account) -> str:
    return absolute(f"/replies/{replies_token(person)}")


def owner_of_replies(token: str) -> Account:
    """NotFound for an address that its owner gave up, or left behind, or that this site never made."""
    try:
        person_id, number = map(int, unseal_alike(_PURPOSE, token).split(" "))
    except (Broken, ValueError):
        raise NotFound(_NONE) from None
    person = db.session.get(Account, person_id)
    if person is None or person.erased_at is not None or number != _number(person_id):
        raise NotFound(_NONE)
    return person


def renew_address(person: Account) -> None:
    """Have the address that they have had lead nowhere, and another in its place."""
    # Of two presses at once the second finds the row of the first.
    db.session.refresh(person, ["erased_at"], with_for_update=True)
    if person.erased_at is not None:
        raise NotFound("This account was deleted a moment ago.")
    row = db.session.get(RepliesFeed, person.id, populate_existing=True)
    if row is None:
        row = RepliesFeed(account_id=person.id, number=_FIRST)
        db.session.add(row)
    row.number += 1
    row.renewed_at = clock.now()
    db.session.flush()


def _number(person_id: int) -> int:
    """Which of their addresses counts."""
    found = db.session.scalar(select(RepliesFeed.number).where(RepliesFeed.account_id == person_id))
    return _FIRST if found is None else found
