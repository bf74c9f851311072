"""What waits, page by page, each by an index of its own: what is asked for costs the same however much waits."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import IN_QUEUE, IS_HELD, IS_LIVE, REPORTED, Comment, State
from forum.errors import Invalid
from forum.moderation.models import Decision, Verb
from forum.queue.filters import Filter
from forum.screening.models import KeptVerdict

PAGE = 50
# What is further back was read by so many that nobody need be the first to look; a name or an article finds it.
LATELY = timedelta(days=30)
# More are not counted: it is too many in any case.
MANY = 1_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Tab(StrEnum):
    """Why somebody should look."""

    NEEDS = "needs"  # somebody has to decide: it waits, or was reported
    REPORTED = "reported"  # everybody sees it, and somebody said that something is wrong with it
    ESCALATED = "escalated"  # a moderator handed it to the admins
    HELD = "held"  # nobody sees it until somebody decides
    UNSEEN = "unseen"  # everybody sees it, and no moderator has looked
    EDITED = "edited"  # the same, of words that took the place of approved ones


TITLES: Mapping[Tab, str] = {
    Tab.NEEDS: "Needs you",
    Tab.ESCALATED: "For admins",
    Tab.REPORTED: "Reported",
    Tab.HELD: "Held",
    Tab.UNSEEN: "Unseen",
    Tab.EDITED: "Edited after approval",
}
# Which moment they are in the order of.
_TURNS: Mapping[Tab, InstrumentedAttribute[Any]] = {
    Tab.NEEDS: Comment.due_at,
    Tab.REPORTED: Comment.due_at,
    Tab.HELD: Comment.due_at,
    Tab.ESCALATED: Comment.due_at,
    Tab.UNSEEN: Comment.created_at,
    Tab.EDITED: Comment.edited_at,
}


_DECIDED_ON = {Tab.NEEDS: IN_QUEUE, Tab.REPORTED: REPORTED, Tab.HELD: IS_HELD}


@dataclass(frozen=True)
class Found:
    """Comments with author and article at hand, and what stands in the address of the next page, if there is one."""

    comments: Sequence[Comment]
    after: str | None


def find(tab: Tab, wanted: Filter, after: str = "") -> Found:
    """The first page, or the one that goes on after `after`. Invalid when that leads nowhere."""
    query = select(Comment).where(*_among(tab, wanted), *_narrowed(wanted))
    if not wanted.status:
        query = _in_turn(query, tab, after)
    else:
        query = query.where(Comment.id < _id(after)) if after else query
        query = query.order_by(Comment.id.desc())
    known = joinedload(Comment.author), joinedload(Comment.article).joinedload(Article.section)
    rows = db.session.scalars(query.options(*known).limit(PAGE + 1)).all()
    return Found(rows[:PAGE], _place(tab, wanted, rows[PAGE - 1]) if len(rows) > PAGE else None)


def count(tab: Tab) -> int:
    """How many there are, at most MANY + 1."""
    rows = select(Comment.id).where(*_among(tab, Filter())).limit(MANY + 1).subquery()
    return db.session.scalar(select(func.count()).select_from(rows)) or 0


def _among(tab: Tab, wanted: Filter) -> list[ColumnElement[bool]]:
    if wanted.status:
        lately = Comment.id > ids.first_of(clock.now() - LATELY)
        return [Comment.state == State(wanted.status), *([] if wanted.author or wanted.article else [lately])]
    if tab == Tab.ESCALATED:
        return [Comment.escalated_at.is_not(None), Comment.state != State.DELETED]
    return [Comment.escalated_at.is_(None), *_for_moderators(tab)]


def _for_moderators(tab: Tab) -> list[ColumnElement[bool]]:
    """What any of them may decide about."""
    if tab in _DECIDED_ON:
        return [_DECIDED_ON[tab]]  # type: ignore[list-item]
    if tab == Tab.UNSEEN:
        return [IS_LIVE, Comment.created_at > clock.now() - LATELY]  # type: ignore[list-item]
    approved = Decision.verb.in_([Verb.APPROVE, Verb.TRUST])
    edited = Comment.edited_at.is_not(None) & exists().where(Decision.comment_id == Comment.id, approved)
    return [IS_LIVE, edited]  # type: ignore[list-item]


def _narrowed(wanted: Filter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.author:
        handle = wanted.author.casefold()
        conditions.append(Comment.author_id == select(Account.id).where(Account.handle_key == handle).scalar_subquery())
    if wanted.article:
        conditions.append(
            Comment.article_id == select(Article.id).where(Article.slug == wanted.article).scalar_subquery()
        )
    if wanted.section:
        # Asked of each in its turn: gathered by article they would have to be sorted first.
        here = Article.id == Comment.article_id
        conditions.append(exists().where(here, Article.section_name == wanted.section))
    if wanted.rule:
        said = KeptVerdict.comment_id == Comment.id
        conditions.append(exists().where(said, KeptVerdict.rule == wanted.rule))
    if wanted.age is not None:
        conditions.append(Comment.created_at < clock.now() - wanted.age)
    if wanted.has:
        conditions.append(Comment.body_html.contains('<a href="http', autoescape=True))
    return [*conditions, *(Comment.body_source.icontains(word, autoescape=True) for word in wanted.words)]


def _in_turn(query: Select[Comment], tab: Tab, after: str) -> Select[Comment]:
    """Who waits longest comes first; of what everybody reads already, what is newest."""
    moment, newest_first = _TURNS[tab], tab == Tab.UNSEEN
    if after:
        here, there = tuple_(moment, Comment.id), tuple_(*_moment_and_id(after))
        query = query.where(here < there if newest_first else here > there)
    return query.order_by(*(each.desc() if newest_first else each for each in (moment, Comment.id)))


def _place(tab: Tab, wanted: Filter, last: Comment) -> str:
    name = ids.to_text(last.id)
    moment = None if wanted.status else getattr(last, _TURNS[tab].key)
    return f"{(moment - _EPOCH) // _MICROSECOND}~{name}" if moment else name


def _moment_and_id(after: str) -> tuple[datetime, int]:
    moment, _, name = after.partition("~")
    try:
        return _EPOCH + int(moment[:20]) * _MICROSECOND, _id(name)
    except (ValueError, OverflowError):
        raise _nowhere() from None


def _id(name: str) -> int:
    try:
        return ids.from_text(name)
    except ValueError:
        raise _nowhere() from None


def _nowhere() -> Invalid:
    return Invalid("This address does not lead to a page. Go back to the beginning of the queue.")
