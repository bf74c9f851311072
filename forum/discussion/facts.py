"""What checks need to know of a person and a place: asked for only where a rule needs it, in one statement.

With it comes the stamp of the rules (`screening.book`), so that they cost no statement of their own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, bindparam, func, literal, select, true

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import PUBLIC, Comment, State
from forum.screening.book import STAMP, Stamp
from forum.screening.checks.text import SHORT
from forum.screening.options import Terms

# How far back somebody is found to repeat themselves.
LATELY, OF_LATELY = timedelta(days=1), 5
MANY = 50
# What a moderator did not let stand.
TURNED_DOWN = (State.REJECTED, State.REMOVED)


@dataclass(frozen=True)
class Needs:
    """What is looked up: how many published comments matter, rejections since when, what they said, slow mode."""

    published: int
    rejected_since: datetime | None
    said: bool
    slow_seconds: int


@dataclass(frozen=True)
class Facts:
    stamp: Stamp
    published: int | None
    rejections: int
    said: tuple[str, ...]
    last_here: datetime | None


def needs(body: str, article: Article, by: Account, first_waits: bool, terms: Mapping[str, Terms]) -> Needs:
    """Staff are spared what asks for their past."""
    slow = article.slow_seconds or 0
    if by.is_staff:
        return Needs(0, None, False, slow)
    first, rejected = terms["first-comments"], terms["recent-rejections"]
    days = timedelta(days=rejected.options.number("days"))
    return Needs(
        published=max(int(first_waits), first.options.number("count") if first.enabled else 0),
        rejected_since=clock.now() - days if rejected.enabled else None,
        said=len(body) >= SHORT and (terms["repeat"].enabled or terms["near-repeat"].enabled),
        slow_seconds=slow,
    )


def ask(needed: Needs, article: Article, by: Account, but: int | None) -> Facts:
    """The facts, without the comment `but`, which is the one that is judged."""
    query = _question(needed.published > 0, needed.rejected_since is not None, needed.said, needed.slow_seconds > 0)
    now = clock.now()
    values = {
        "by": by.id,
        "most": needed.published,
        "rejected_since": needed.rejected_since,
        "said_since": now - LATELY,
        "but": but or 0,
        "article": article.id,
        "slow_since": now - timedelta(seconds=needed.slow_seconds),
    }
    rows: Sequence[Any] = db.session.execute(query, values).all()
    row = rows[0]
    return Facts(
        stamp=(row.rules, row.versions, row.newest, row.changed),
        published=row.published if needed.published else None,
        rejections=row.rejections,
        said=tuple(each.said for each in rows if each.said is not None),
        last_here=row.last_here,
    )


@lru_cache(maxsize=16)
def _question(published: bool, rejections: bool, said: bool, slow: bool) -> Select[Any]:
    theirs = select(Comment.id).where(Comment.author_id == bindparam("by"))
    rules = STAMP.subquery()
    nothing = literal(0)
    columns = [
        _how_many(theirs.where(Comment.state.in_(sorted(PUBLIC))).limit(bindparam("most"))) if published else nothing,
        _how_many(_rejected(theirs)) if rejections else nothing,
        _last_here() if slow else literal(None),
    ]
    asked = [column.label(name) for column, name in zip(columns, ("published", "rejections", "last_here"), strict=True)]
    if not said:
        return select(rules, *asked, literal(None).label("said"))
    recent = (
        select(Comment.body_source.label("said"))
        .where(Comment.author_id == bindparam("by"), Comment.created_at > bindparam("said_since"))
        .where(Comment.id != bindparam("but"), Comment.state != State.DELETED)
        .order_by(Comment.created_at.desc(), Comment.id.desc())
        .limit(OF_LATELY)
        .subquery()
    )
    return select(rules, *asked, recent.c.said).select_from(rules.outerjoin(recent, true()))


def _how_many(rows: Select[Any]) -> Any:
    return select(func.count()).select_from(rows.subquery()).scalar_subquery()


def _rejected(theirs: Select[Any]) -> Select[Any]:
    since = Comment.created_at > bindparam("rejected_since")
    return theirs.where(since, Comment.state.in_(TURNED_DOWN)).limit(MANY)


def _last_here() -> Any:
    here = select(func.max(Comment.created_at)).where(Comment.article_id == bindparam("article"))
    since = Comment.created_at > bindparam("slow_since")
    return here.where(Comment.author_id == bindparam("by"), since).scalar_subquery()
