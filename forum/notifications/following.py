"""Following a place or a person, and not wanting to hear of one."""

from collections.abc import Mapping
from contextlib import suppress

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.exc import IntegrityError

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.errors import Invalid, require
from forum.notifications.models import Following, Place
from forum.notifications.permissions import may_follow, may_follow_person


def follow(place: Place, key: str, by: Account) -> None:
    require(may_follow(by))
    _put(place, key, by, muted=False)


def follow_person(person: Account, by: Account) -> None:
    require(may_follow_person(by, person))
    _put(Place.PERSON, key_of(person), by, muted=False)


def silence(place: Place, key: str, by: Account) -> None:
    """Nothing is told of it any more, whatever the reason; who followed it does no longer."""
    require(may_follow(by))
    if place == Place.SECTION:
        raise Invalid("A section is followed or not. Silence its articles, each by itself.")
    _put(place, key, by, muted=True)


def let_go(place: Place, key: str, by: Account) -> None:
    """Neither followed nor silenced."""
    db.session.execute(delete(Following).where(*_this(place, key, by)))


def stance(by: Account, *places: tuple[Place, str]) -> Mapping[tuple[Place, str], bool]:
    """Of these places the ones that `by` follows (False: not muted) or has silenced (True)."""
    keys = [key for _, key in places]
    rows = db.session.scalars(select(Following).where(Following.person_id == by.id, Following.key.in_(keys)))
    found = {(Place(row.place), row.key): row.muted for row in rows}
    return {place: found[place] for place in places if place in found}


def key_of(row: Article | Comment | Account) -> str:
    """How the row is named in `Following`: of a comment the thread that it is part of."""
    return ids.to_text(row.root_id if isinstance(row, Comment) else row.id)


def _put(place: Place, key: str, by: Account, muted: bool) -> None:
    row = db.session.get(Following, (by.id, place, key), with_for_update=True, populate_existing=True)
    if row is not None:
        row.muted = muted
        return
    # Pressed twice at once: the key says that there is one row, and either press wanted it.
    with suppress(IntegrityError), db.session.begin_nested():
        db.session.add(Following(person_id=by.id, place=place, key=key, muted=muted, created_at=clock.now()))


def _this(place: Place, key: str, by: Account) -> tuple[ColumnElement[bool], ...]:
    return Following.person_id == by.id, Following.place == place, Following.key == key
