"""Finding people: by the beginning of a handle, a name or an address, each a range of an index.

A name is looked for as it was typed and as people write names: ada, Ada, ADA.
"""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, CompoundSelect, and_, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from forum import ids
from forum.accounts.models import Account, LegalHold
from forum.db import db
from forum.errors import Invalid

PAGE_SIZE = 50
# No longer beginning is anybody's, and none has a byte after this character.
MOST_TYPED, LAST = 254, "\U0010ffff"


def people_page(begins: str, cursor: str | None) -> tuple[Sequence[Account], str | None]:
    """Fifty people of whom something begins so, or of all, who came last first; and where the next page begins."""
    query = select(Account).order_by(Account.id.desc()).limit(PAGE_SIZE + 1)
    if begins:
        query = query.where(Account.id.in_(_beginning(begins[:MOST_TYPED])))
    if cursor:
        query = query.where(Account.id < _parse(cursor))
    rows = db.session.scalars(query).all()
    shown = rows[:PAGE_SIZE]
    return shown, ids.to_text(shown[-1].id) if len(rows) > len(shown) else None


def held_among(people: Collection[Account]) -> frozenset[int]:
    held = select(LegalHold.account_id).where(LegalHold.account_id.in_([person.id for person in people]))
    return frozenset(db.session.scalars(held))


def _beginning(text: str) -> CompoundSelect[int]:
    """The ids, one range an index: with OR the planner may rather look at everybody."""
    ranges = [_from(Account.handle_key, text.removeprefix("@").lower())]
    if not text.startswith("@"):
        ranges.append(_from(Account.email_key, text.lower()))
        ranges += [
            _from(Account.display_name, name) for name in sorted({text, text.lower(), text.title(), text.upper()})
        ]
    return union_all(*(select(Account.id).where(each) for each in ranges))


def _from(column: InstrumentedAttribute[str], beginning: str) -> ColumnElement[bool]:
    return and_(column >= beginning, column < beginning + LAST)


def _parse(cursor: str) -> int:
    try:
        return ids.from_text(cursor)
    except ValueError:
        raise Invalid("This address does not lead to a page. Go back to the beginning of the list.") from None
