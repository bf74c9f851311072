"""Whom and what somebody heeds: muting a person, following an article, and what they were told."""

from flask import url_for

from forum import ids
from forum.accounts.queries import account_or_404
from forum.api import asked, mine
from forum.api.operations import Asks
from forum.api.routes import showing
from forum.api.routes.asking import reader
from forum.api.routes.blueprint import operation
from forum.articles.queries import article_by_id
from forum.db import db
from forum.discussion.muting import mute, unmute
from forum.discussion.queries import marked_by
from forum.discussion.reading import Marks
from forum.notifications.following import follow, key_of, let_go
from forum.notifications.inbox import Item, inbox
from forum.notifications.kinds import KINDS
from forum.notifications.models import Kind, Place
from forum.web.site import absolute

MUTE, FOLLOW = "/people/<handle>/mute", "/articles/<id:article_id>/follow"


@operation("PUT", MUTE, {204: None}, Asks.READER, refuses=(404,))
def mute_person(handle: str) -> None:
    """Fold away what somebody says, in one's own view."""
    mute(account_or_404(handle), by=reader())
    db.session.commit()


@operation("DELETE", MUTE, {204: None}, Asks.READER, refuses=(404,))
def unmute_person(handle: str) -> None:
    """Show it again."""
    unmute(account_or_404(handle), by=reader())
    db.session.commit()


@operation("PUT", FOLLOW, {200: mine.Following}, Asks.READER, refuses=(404,))
def follow_article(article_id: int) -> mine.Following:
    """Be told of what is new under an article."""
    follow(Place.ARTICLE, key_of(article_by_id(article_id)), by=reader())
    db.session.commit()
    return mine.Following(follows=True)


@operation("DELETE", FOLLOW, {200: mine.Following}, Asks.READER, refuses=(404,))
def unfollow_article(article_id: int) -> mine.Following:
    """Neither follow it nor silence it any more."""
    let_go(Place.ARTICLE, key_of(article_by_id(article_id)), by=reader())
    db.session.commit()
    return mine.Following(follows=None)


@operation("GET", "/notifications", {200: mine.Notifications}, Asks.READER, query=asked.WhichNotifications)
def notifications(query: asked.WhichNotifications) -> mine.Notifications:
    """What one was told."""
    found = inbox(reader(), ids.from_text(query.before) if query.before else None, query.unread)
    about = [item.comment.id for item in found.items if item.comment is not None]
    marks = Marks(*marked_by(reader(), about))
    told = [_told(item, marks) for item in found.items]
    return mine.Notifications(notifications=told, older=ids.to_text(found.older) if found.older else None)


def _told(item: Item, marks: Marks) -> mine.Notification:
    row, comment = item.notification, item.comment
    there = comment if comment is not None and comment.is_public else None
    if there is not None:
        address = url_for("discussion.permalink", comment_id=there.id)
    else:
        address = url_for("notifications.why", notification_id=row.id)
    return mine.Notification(
        id=ids.to_text(row.id),
        kind=row.kind,
        why=KINDS[Kind(row.kind)].why,
        created_at=row.created_at,
        is_read=row.read_at is not None,
        url=absolute(address),
        article=ids.to_text(row.article_id) if row.article_id is not None else None,
        comment=showing.comment(there, reader(), marks) if there is not None else None,
    )
