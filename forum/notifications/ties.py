"""Who is tied to a comment: those whom it answers or names, and slice by slice those who follow where it stands."""

import re
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import ColumnElement, and_, or_, select, union

from forum import ids
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment, Mute
from forum.notifications.models import Following, Kind, Place
from forum.notifications.recipients import Deaf, Tie

# So many are told at once: their rows are one transaction, in which nobody else can write on SQLite.
SLICE = 500
# Whoever names more people than that in one comment means nobody in particular.
MOST_NAMED = 10
_NAMED = re.compile(r'<a href="/people/([A-Za-z0-9_-]+)"')
_KINDS = {
    Place.THREAD: Kind.THREAD,
    Place.PERSON: Kind.PERSON,
    Place.ARTICLE: Kind.ARTICLE,
    Place.SECTION: Kind.SECTION,
}


def close_ties(comment: Comment) -> Sequence[Tie]:
    """Whom it answers, and whom it names; the comment comes with its parent."""
    ties = [Tie(comment.parent.author_id, Kind.REPLY)] if comment.parent is not None else []
    named = list(dict.fromkeys(handle.lower() for handle in _NAMED.findall(comment.body_html)))[:MOST_NAMED]
    if named:
        people = select(Account.id).where(Account.handle_key.in_(named))
        ties += [Tie(number, Kind.MENTION) for number in db.session.scalars(people)]
    return ties


def following_ties(comment: Comment) -> Iterator[Sequence[Tie]]:
    """Who follows the thread, the author, the article or its section, by slices of people; the article comes along."""
    at_one = _where_it_stands(comment)
    after = 0
    while True:
        # Each place by its own range of the index, in the order of people: a slice costs what it holds.
        follow = select(Following.person_id).where(Following.person_id > after).order_by(Following.person_id)
        some = [follow.where(here).limit(SLICE).subquery() for here in at_one]
        people = union(*(select(each.c.person_id) for each in some)).subquery()
        numbers = list(db.session.scalars(select(people.c.person_id).order_by(people.c.person_id).limit(SLICE)))
        if not numbers:
            return
        yield following_ties_of(comment, numbers)
        after = numbers[-1]


def following_ties_of(comment: Comment, people: Collection[int]) -> Sequence[Tie]:
    """Of these people alone."""
    following = select(Following.person_id, Following.place).where(Following.person_id.in_(people))
    rows = db.session.execute(following.where(or_(*_where_it_stands(comment))))
    return [Tie(number, _KINDS[Place(place)]) for number, place in rows]


def _where_it_stands(comment: Comment) -> Sequence[ColumnElement[bool]]:
    places = {
        Place.THREAD: ids.to_text(comment.root_id),
        Place.PERSON: ids.to_text(comment.author_id),
        Place.ARTICLE: ids.to_text(comment.article_id),
        Place.SECTION: comment.article.section_name or "",
    }
    return [and_(Following.place == place, Following.key == key, ~Following.muted) for place, key in places.items()]


def deaf_among(comment: Comment, people: Collection[int]) -> Deaf:
    """Which of these people must not be told of it: one statement for each reason."""
    gone = or_(Account.banned_at.is_not(None), Account.erased_at.is_not(None), Account.is_guest)
    away = db.session.scalars(select(Account.id).where(Account.id.in_(people), gone))
    return Deaf(frozenset(away), muting(comment.author_id, people), silencing(comment, people))


def muting(author_id: int, people: Collection[int]) -> frozenset[int]:
    """Who of them has folded away what the author says."""
    mutes = select(Mute.account_id).where(Mute.muted_id == author_id, Mute.account_id.in_(people))
    return frozenset(db.session.scalars(mutes))


def silencing(comment: Comment, people: Collection[int]) -> frozenset[int]:
    """Who of them does not want to hear of the article or the thread."""
    keys = [ids.to_text(comment.article_id), ids.to_text(comment.root_id)]
    silent = select(Following.person_id).where(Following.person_id.in_(people), Following.key.in_(keys))
    return frozenset(db.session.scalars(silent.where(Following.muted)))
