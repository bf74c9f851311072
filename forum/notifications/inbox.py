"""What somebody was told: for their page, the number beside its link, and marking it read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import joinedload

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db, rows_changed
from forum.discussion.glance import Glance, worded
from forum.discussion.models import PUBLIC, Comment
from forum.notifications.following import key_of
from forum.notifications.models import Following, Kind, Notification, Place
from forum.statements.models import Statement

PAGE = 30
# Beside the link to the page it says no more than that there are so many.
MOST_COUNTED = 100
_STATED = (Kind.NOT_PUBLISHED, Kind.WARNING)


@dataclass(frozen=True)
class Item:
    """One line of the page; a comment comes with its author, article and parent."""

    notification: Notification
    comment: Comment | None
    article: Article | None


@dataclass(frozen=True)
class InboxPage:
    items: Sequence[Item]
    older: int | None  # the cursor of the next page


def _shown() -> ColumnElement[bool]:
    """What still holds: of words that were taken away since, or a decision that was taken back, nobody is told."""
    still_there = and_(
        Comment.state.in_(sorted(PUBLIC)), or_(Notification.kind != Kind.PICKED, Comment.picked_at.is_not(None))
    )
    stands = exists().where(Statement.id == Notification.statement_id, Statement.withdrawn_at.is_(None))
    holds = or_(Notification.statement_id.is_(None), stands)
    decided = or_(Notification.kind == Kind.APPEAL, and_(Notification.kind.in_(_STATED), holds))
    comes = and_(Notification.kind.not_in((*_STATED, Kind.APPEAL)), still_there)
    return and_(Notification.in_inbox, or_(comes, decided))


_JOINED = select(Notification).outerjoin(Comment, Comment.id == Notification.comment_id)
# Put together once: every page that somebody sees who is signed in asks for these.
_THEIRS = _JOINED.where(Notification.person_id == bindparam("person"), _shown())
_SOME = _THEIRS.where(Notification.read_at.is_(None)).limit(MOST_COUNTED).with_only_columns(Notification.id)
_UNREAD = select(func.count()).select_from(_SOME.subquery())
_THIS = and_(Following.place == Place.ARTICLE, Following.key == bindparam("article"))
_STANCE = select(Following.muted).where(Following.person_id == bindparam("person"), _THIS)
_GLANCE = select(_UNREAD.scalar_subquery(), _STANCE.scalar_subquery())


def unread_count(person: Account) -> int:
    """At most MOST_COUNTED."""
    return db.session.scalar(_UNREAD, {"person": person.id}) or 0


def glance(person: Account, article: Article | None = None) -> Glance:
    """What their pages say of it, with one statement: how much is unread, and whether they follow the article."""
    of_both = {"person": person.id, "article": key_of(article) if article else ""}
    unread, muted = db.session.execute(_GLANCE, of_both).one()
    return worded(unread or 0, muted)


def inbox(person: Account, before: int | None = None, unread_only: bool = False) -> InboxPage:
    """The newest first, from the one before the id `before`."""
    rows = _THEIRS.order_by(Notification.id.desc()).limit(PAGE + 1)
    if before is not None:
        rows = rows.where(Notification.id < before)
    if unread_only:
        rows = rows.where(Notification.read_at.is_(None))
    found = db.session.scalars(rows, {"person": person.id}).all()
    comments = {row.id: row for row in db.session.scalars(_comments([row.comment_id for row in found]))}
    return InboxPage([_item(row, comments) for row in found[:PAGE]], found[PAGE - 1].id if len(found) > PAGE else None)


def mark_read(person: Account, comment_ids: Sequence[int]) -> int:
    """What they have seen of these comments they need not be told; how many it were."""
    seen = and_(Notification.comment_id.in_(comment_ids), Notification.read_at.is_(None))
    change = update(Notification).where(Notification.person_id == person.id, seen)
    return rows_changed(change.values(read_at=clock.now()))


def mark_one_read(person: Account, notification_id: int, read: bool = True) -> None:
    mine = update(Notification).where(Notification.person_id == person.id, Notification.id == notification_id)
    rows_changed(mine.values(read_at=clock.now() if read else None))


def mark_all_read(person: Account, up_to: int) -> int:
    """Those that were on the page when they pressed, none that came after; how many it were."""
    change = update(Notification).where(Notification.person_id == person.id, Notification.id <= up_to)
    return rows_changed(change.where(Notification.read_at.is_(None)).values(read_at=clock.now()))


def _comments(numbers: Sequence[int | None]) -> Select[Comment]:
    with_all = joinedload(Comment.author), joinedload(Comment.article), joinedload(Comment.parent)
    return (
        select(Comment).where(Comment.id.in_([number for number in numbers if number is not None])).options(*with_all)
    )


def _item(row: Notification, comments: dict[int, Comment]) -> Item:
    comment = comments.get(row.comment_id) if row.comment_id is not None else None
    return Item(row, comment, comment.article if comment else None)
