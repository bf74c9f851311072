"""The people who fill a discussion: invented names, no passwords, addresses that can belong to nobody."""

from collections.abc import Sequence
from itertools import count
from random import Random

from sqlalchemy import insert, select

from forum import clock
from forum.accounts.addresses import email_key
from forum.accounts.models import Account, Role
from forum.db import Base, db
from forum.ids import new_id

FIRST_NAMES = "Ada Ben Chloé Dara Emeka Farah Greta Hugo Ines Jonas Kofi Lin Mara Nils Olu Petra Quinn Rosa Sven Tove"
LAST_NAMES = "Abara Berg Costa Dahl Ellis Fischer Gray Haas Ito Jensen Kaya Lund Moss Novak Okoye Park Ruiz Silva Toth"


def crowd(number: int, chance: Random) -> Sequence[int]:
    """The ids of `number` people; those of an earlier seeding are met again, the rest is new."""
    known = {
        handle: (account_id, address)
        for account_id, handle, address in db.session.execute(
            select(Account.id, Account.handle_key, Account.email_key).where(Account.handle_key.startswith("reader-"))
        )
    }
    ids: list[int] = []
    fresh: list[dict[str, object]] = []
    for nth in count(1):
        if len(ids) == number:
            break
        handle = f"reader-{nth}"
        account_id, address = known.get(handle, (None, None))
        # Somebody real may have chosen such a name: nothing is put into their mouth.
        if address not in (None, _address(handle)):
            continue
        if account_id is None:
            account_id = new_id()
            fresh.append(_row(account_id, handle, chance))
        ids.append(account_id)
    if fresh:
        db.session.execute(insert(Base.metadata.tables["account"]), fresh)
    return ids


def _row(account_id: int, handle: str, chance: Random) -> dict[str, object]:
    return {
        "id": account_id,
        "handle": handle,
        "handle_key": handle,
        "email": _address(handle),
        "email_key": email_key(_address(handle)),
        "display_name": f"{chance.choice(FIRST_NAMES.split())} {chance.choice(LAST_NAMES.split())}",
        "bio": "",
        "role": Role.READER,
        "created_at": clock.now(),
    }


def _address(handle: str) -> str:
    return f"{handle}@seed.example"
