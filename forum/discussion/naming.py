"""Whom somebody may mean who has begun to type a name."""

import re
from collections.abc import Sequence

from sqlalchemy import Row, select

from forum.accounts.models import Account
from forum.db import db
from forum.discussion.latest import newest_of
from forum.discussion.models import Comment

# As many as one takes in without reading down a list.
OFFERED = 6
# Whoever has spoken among so many of the latest comments counts as being in the room.
IN_THE_ROOM = 200
_BEGINNING = re.compile(r"[A-Za-z0-9_-]{0,30}")
# The byte after the last that a handle may hold, so that a beginning is a range of the index.
_AFTER_Z = "{"
_PEOPLE = select(Account.id, Account.handle, Account.handle_key, Account.display_name)

Person = Row[int, str, str, str]


def people_beginning(begins: str, article_id: int, by: Account | None) -> Sequence[Person]:
    """Whose handle, or name when they are in the room, begins so: first who is in the room, who spoke last first.

    Who is not signed in is told of nobody else: handles are sign-in names, and no list of them is anybody's.
    """
    if not _BEGINNING.fullmatch(begins):
        return []
    key = begins.lower()
    here = [person for person in _in_the_room(article_id) if _answers_to(person, key)][:OFFERED]
    return [*here, *_elsewhere(key, here)] if key and by is not None else here


def _in_the_room(article_id: int) -> Sequence[Person]:
    said = newest_of(article_id, IN_THE_ROOM).with_only_columns(Comment.author_id)
    latest_first = list(dict.fromkeys(db.session.scalars(said)))
    people = {person.id: person for person in db.session.execute(_PEOPLE.where(Account.id.in_(latest_first)))}
    return [people[account_id] for account_id in latest_first]


def _answers_to(person: Person, key: str) -> bool:
    names = (person.handle_key, *person.display_name.casefold().split())
    return any(name.startswith(key) for name in names)


def _elsewhere(key: str, here: Sequence[Person]) -> Sequence[Person]:
    begins = Account.handle_key >= key, Account.handle_key < key + _AFTER_Z
    others = _PEOPLE.where(*begins, Account.id.not_in([person.id for person in here]))
    return db.session.execute(others.order_by(Account.handle_key).limit(OFFERED - len(here))).all()
