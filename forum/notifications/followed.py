"""All that somebody follows or does not want to hear of, as their settings list it."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article, Section
from forum.db import db
from forum.discussion.models import Comment, Mute
from forum.notifications.models import Following, Place

# The newest; who has more finds the others when these are gone.
MOST = 300


@dataclass(frozen=True)
class Followed:
    """One thing of the list, and what it is called; None for what is gone."""

    row: Following
    named: Article | Comment | Account | None


@dataclass(frozen=True)
class Heeded:
    """The whole list."""

    followed: Sequence[Followed]
    silenced: Sequence[Followed]
    muted: Sequence[Account]
    are_all: bool


def heeded_by(person: Account) -> Heeded:
    """With five statements, however much it is."""
    newest = select(Following).where(Following.person_id == person.id).order_by(Following.created_at.desc())
    rows = db.session.scalars(newest.limit(MOST + 1)).all()
    named = _named(rows[:MOST])
    listed = [Followed(row, named.get((row.place, row.key))) for row in rows[:MOST]]
    mutes = select(Account).join(Mute, Mute.muted_id == Account.id).where(Mute.account_id == person.id)
    muted = db.session.scalars(mutes.order_by(Mute.created_at.desc()).limit(MOST)).all()
    silenced = [each for each in listed if each.row.muted]
    return Heeded([each for each in listed if not each.row.muted], silenced, muted, len(rows) <= MOST)


def section_names() -> Sequence[str]:
    return db.session.scalars(select(Section.name).order_by(Section.name)).all()


def _named(rows: Sequence[Following]) -> Mapping[tuple[str, str], Article | Comment | Account]:
    articles = select(Article).where(Article.id.in_(_numbers(rows, Place.ARTICLE)))
    with_all = joinedload(Comment.author), joinedload(Comment.article)
    threads = select(Comment).where(Comment.id.in_(_numbers(rows, Place.THREAD))).options(*with_all)
    people = select(Account).where(Account.id.in_(_numbers(rows, Place.PERSON)))
    found: dict[tuple[str, str], Article | Comment | Account] = {}
    found |= {(Place.ARTICLE, ids.to_text(row.id)): row for row in db.session.scalars(articles)}
    found |= {(Place.THREAD, ids.to_text(row.id)): row for row in db.session.scalars(threads)}
    found |= {(Place.PERSON, ids.to_text(row.id)): row for row in db.session.scalars(people)}
    return found


def _numbers(rows: Sequence[Following], place: Place) -> Sequence[int]:
    numbers = []
    for row in rows:
        with suppress(ValueError):
            if row.place == place:
                numbers.append(ids.from_text(row.key))
    return numbers
