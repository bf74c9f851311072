"""From rows to what is answered, by the same predicates as the pages: no words and no author behind a tombstone."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask import url_for

from forum import clock, ids
from forum.accounts.models import Account
from forum.api import mine, shapes
from forum.api.shapes import Standing
from forum.articles.closing import closed_sentence, is_closed
from forum.articles.models import Article
from forum.discussion.cursors import cursor_after
from forum.discussion.models import Comment, State
from forum.discussion.permissions import (
    may_delete,
    may_edit,
    may_read,
    may_recommend,
    may_reply,
    may_write,
    takes_replies,
)
from forum.discussion.reading import Marks, Page
from forum.discussion.tree import Node
from forum.notifications.following import key_of, stance
from forum.notifications.inbox import unread_count
from forum.notifications.models import Place
from forum.reporting.permissions import may_be_reported
from forum.web.site import absolute

# To its author held and suspected are one: which rule caught it is not told.
_STANDINGS: Mapping[State, Standing] = {
    State.LIVE: Standing.PUBLIC,
    State.APPROVED: Standing.PUBLIC,
    State.REJECTED: Standing.REJECTED,
    State.REMOVED: Standing.REMOVED,
    State.DELETED: Standing.DELETED,
}
NOBODY_MAY = shapes.May(reply=False, edit=False, delete=False, recommend=False, report=False)


def person(account: Account) -> shapes.Person:
    return shapes.Person(
        handle=account.handle,
        name=account.display_name,
        badge=account.badge,
        initials=account.initials,
        colour=account.colour,
        url=absolute(url_for("discussion.person", handle=account.handle)),
    )


def me(account: Account) -> mine.Me:
    allowed = may_write(account, clock.now())
    return mine.Me(
        handle=account.handle,
        name=account.display_name,
        initials=account.initials,
        colour=account.colour,
        url=absolute(url_for("discussion.person", handle=account.handle)),
        unread=unread_count(account),
        may_write=bool(allowed),
        why_not=allowed.reason or None,
    )


def article(row: Article, viewer: Account | None) -> shapes.Article:
    """Of an article that comes with its section."""
    now = clock.now()
    return shapes.Article(
        id=ids.to_text(row.id),
        slug=row.slug,
        key=row.key,
        address=row.url,
        title=row.title,
        url=absolute(url_for("discussion.article", slug=row.slug)),
        comment_count=row.comment_count,
        version=row.version,
        closed=closed_sentence(row, now) if is_closed(row, now) else None,
        follows=follows(row, viewer),
    )


def follows(row: Article, viewer: Account | None) -> bool | None:
    if viewer is None:
        return None
    place = (Place.ARTICLE, key_of(row))
    silenced = stance(viewer, place).get(place)
    return None if silenced is None else not silenced


def comment(row: Comment, viewer: Account | None, marks: Marks) -> shapes.Comment:
    """Of a comment that `viewer` may know of, and that comes with its article and, if they may read it, author."""
    return shapes.Comment(**_told(row, viewer, marks))


def comments(page: Page, viewer: Account | None, marks: Marks, leading: Sequence[Comment] = ()) -> shapes.Comments:
    placed = [
        shapes.Placed(
            **_told(node.comment, viewer, marks),
            level=node.level,
            more=node.more,
            has_more=node.rest,
            after=cursor_after(node.after, page.sort) if node.after else None,
        )
        for node in [*(Node(comment, 0) for comment in leading), *_in_order(page.nodes)]
    ]
    return shapes.Comments(comments=placed, next=page.next_cursor)


def _told(row: Comment, viewer: Account | None, marks: Marks) -> dict[str, Any]:
    place: dict[str, Any] = {
        "id": ids.to_text(row.id),
        "article": ids.to_text(row.article_id),
        "parent": ids.to_text(row.parent_id) if row.parent_id is not None else None,
        "url": absolute(url_for("discussion.permalink", comment_id=row.id)),
        "standing": _STANDINGS.get(State(row.state), Standing.WAITING),
        "reply_count": row.reply_count,
    }
    if not may_read(viewer, row):
        return place | _GONE | {"notice": _tombstone(row)}
    is_own = viewer is not None and viewer.id == row.author_id
    return place | {
        "notice": None if row.is_public else _notice(row),
        "author": person(row.author),
        "body_html": row.body_html,
        "body": row.body_source if is_own else None,
        "created_at": row.created_at,
        "edited_at": row.edited_at,
        "recommend_count": row.recommend_count,
        "is_picked": row.is_picked,
        "is_pinned": row.is_pinned,
        "is_locked": row.is_locked,
        "is_own": is_own,
        "is_recommended": row.id in marks.recommended,
        "is_muted": row.author_id in marks.muted,
        "may": _may(row, viewer),
    }


_GONE: dict[str, Any] = {
    **dict.fromkeys(("author", "body_html", "body", "created_at", "edited_at")),
    **dict.fromkeys(("is_picked", "is_pinned", "is_locked", "is_own", "is_recommended", "is_muted"), False),
    "recommend_count": 0,
    "may": NOBODY_MAY,
}


def _may(row: Comment, viewer: Account | None) -> shapes.May:
    now = clock.now()
    return shapes.May(
        # Whoever is not signed in writes first and signs in then.
        reply=bool(may_reply(viewer, row, now) if viewer else takes_replies(row, now)),
        edit=bool(may_edit(viewer, row, now)),
        delete=bool(may_delete(viewer, row)),
        recommend=bool(may_recommend(viewer, row)),
        report=bool(may_be_reported(viewer, row)),
    )


def _tombstone(row: Comment) -> str:
    """As `discussion/_tombstone.html` has it."""
    if row.state == State.REMOVED:
        return f"Comment removed by a moderator{': ' + row.state_reason if row.state_reason else ''}"
    return "Comment deleted by its author" if row.state == State.DELETED else "This comment waits for a moderator"


def _notice(row: Comment) -> str:
    """What its author reads above it, as `discussion/_body.html` has it."""
    if row.state == State.REJECTED:
        return f"Not published: {row.state_reason}."
    return f"Only you can see this. {row.state_reason or 'It waits for a moderator.'}"


def _in_order(nodes: Sequence[Node]) -> Iterator[Node]:
    """As they stand on the page, which is never deep."""
    for node in nodes:
        yield node
        yield from _in_order(node.replies)
