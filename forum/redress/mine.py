"""All that somebody said, for their own eyes: where each comment stands, why, and what they can do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.cursors import beyond, cursor_after, in_order
from forum.discussion.models import WAITING, Comment, State
from forum.discussion.ranking import Sort
from forum.errors import Answer, Invalid
from forum.redress.permissions import may_appeal, may_resubmit
from forum.statements.models import Appeal, Statement

PAGE = 20


class Show(StrEnum):
    """Which of them."""

    ALL = "all"
    WAITING = "waiting"
    NOT_PUBLISHED = "not-published"
    REMOVED = "removed"


TITLES: Mapping[Show, str] = {
    Show.ALL: "All",
    Show.WAITING: "Waiting",
    Show.NOT_PUBLISHED: "Not published",
    Show.REMOVED: "Removed",
}
_STATES: Mapping[Show, frozenset[State]] = {
    Show.ALL: frozenset(State) - {State.DELETED},
    Show.WAITING: WAITING | {State.UNCONFIRMED},
    Show.NOT_PUBLISHED: frozenset({State.REJECTED}),
    Show.REMOVED: frozenset({State.REMOVED}),
}


@dataclass(frozen=True)
class Mine:
    """A comment of one's own, with what was stated about it and what can be answered."""

    comment: Comment
    statement: Statement | None
    appeal: Appeal | None
    may_appeal: bool
    may_resubmit: Answer


def parse_show(text: str | None) -> Show:
    try:
        return Show(text or Show.ALL)
    except ValueError:
        raise Invalid("There is no such list. Choose one above.", "show") from None


def my_comments(me: Account, show: Show, cursor: str | None) -> tuple[Sequence[Mine], str | None]:
    """The newest first, some at a time; and where the next page begins."""
    query = select(Comment).where(Comment.author_id == me.id, Comment.state.in_(sorted(_STATES[show])))
    if cursor:
        query = query.where(beyond(cursor, Sort.NEWEST))
    known = joinedload(Comment.article).joinedload(Article.section), joinedload(Comment.author)
    rows = db.session.scalars(query.options(*known).order_by(*in_order(Sort.NEWEST)).limit(PAGE + 1)).all()
    shown = rows[:PAGE]
    told = _told([comment.id for comment in shown], me)
    return [_mine(comment, me, told) for comment in shown], (
        cursor_after(shown[-1], Sort.NEWEST) if len(rows) > len(shown) else None
    )


def _mine(comment: Comment, me: Account, told: Mapping[int, Sequence[tuple[Statement, Appeal | None]]]) -> Mine:
    now, theirs = clock.now(), told.get(comment.id, ())
    statement, appeal = theirs[-1] if theirs else (None, None)
    waits = any(each is not None and each.outcome is None for _, each in theirs)
    answers = statement is not None and bool(may_appeal(statement, comment, appeal, now))
    holds = statement if statement is not None and (statement.withdrawn_at is None or appeal is not None) else None
    return Mine(comment, holds, appeal, answers, may_resubmit(me, comment, waits, now))


def _told(comment_ids: Sequence[int], me: Account) -> Mapping[int, Sequence[tuple[Statement, Appeal | None]]]:
    """By comment what was stated, what holds last of all."""
    about = select(Statement, Appeal).outerjoin(Appeal, Appeal.statement_id == Statement.id)
    mine = about.where(Statement.comment_id.in_(comment_ids), Statement.person_id == me.id)
    found: dict[int, list[tuple[Statement, Appeal | None]]] = {}
    for statement, appeal in db.session.execute(mine.order_by(Statement.withdrawn_at.is_(None), Statement.id)):
        found.setdefault(statement.comment_id or 0, []).append((statement, appeal))
    return found
