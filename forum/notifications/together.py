"""The words of a digest, made when it is sent (`forum.mail.purposes`): by article, as much as one mail holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from forum import ids
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.mail.purposes import NotNeeded
from forum.markup.excerpt import excerpt
from forum.notifications.keys import Stop, stop_address
from forum.notifications.looking import look_around, why_not
from forum.notifications.models import Kind, Notification
from forum.notifications.naming import list_id
from forum.notifications.phrasing import (
    ANOTHER_ADDRESS,
    FORGOTTEN,
    LONGEST,
    headline,
    one_click,
    size,
    with_all_around,
)
from forum.web.site import absolute

# Of each comment, and how many of them: it is read in a minute, the rest is on the site.
SHOWN, MOST_SHOWN = 300, 20
# What stands around one of them: its link and its marks. In bytes.
A_LINK = 220


def digest_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    rows = db.session.scalars(
        select(Notification).where(Notification.id.in_(facts["notifications"])).order_by(Notification.id)
    ).all()
    if not rows:
        return NotNeeded(FORGOTTEN)
    around = look_around(rows)
    person = around.people[rows[0].person_id]
    if person.email != facts["to"]:
        return NotNeeded(ANOTHER_ADDRESS)
    left = [row for row in rows if why_not(around.facts_of(row)) is None]
    if not left:
        return NotNeeded("All of it was read, or taken away, before it went.")
    shown, count = _fitting_in_one(left[-MOST_SHOWN:]), len(left) + facts.get("beyond", 0)
    stop = stop_address(Stop(person.id))
    return {
        "to_name": person.display_name,
        "count": count,
        "articles": _by_article(shown),
        "more": count - len(shown),
        "inbox": absolute("/notifications"),
        "stop": stop,
        "choices": absolute("/me/notifications"),
        "headers": {"List-Id": list_id("digest"), **one_click(stop)},
    }


def _fitting_in_one(rows: Sequence[Notification]) -> Sequence[Notification]:
    """The latest of them, as many as one mail holds, however much of their words HTML writes out."""
    numbers = [row.comment_id for row in rows if row.comment_id is not None]
    comments = {comment.id: comment for comment in db.session.scalars(with_all_around().where(Comment.id.in_(numbers)))}
    room, kept = LONGEST, list[Notification]()
    for row in reversed(rows):
        comment = comments[row.comment_id or 0]
        said = excerpt(comment.body_html, SHOWN) + comment.author.display_name + comment.article.title
        room -= size(said) + A_LINK
        if room < 0:
            break
        kept.insert(0, row)
    return kept


def _by_article(rows: Sequence[Notification]) -> Sequence[Mapping[str, Any]]:
    """The articles in the order of their first news, each with its own."""
    numbers = [row.comment_id for row in rows if row.comment_id is not None]
    comments = {comment.id: comment for comment in db.session.scalars(with_all_around().where(Comment.id.in_(numbers)))}
    by_article: dict[int, tuple[Article, list[Mapping[str, str]]]] = {}
    for row in rows:
        comment = comments[row.comment_id or 0]
        name = ids.to_text(comment.id)
        _, said = by_article.setdefault(comment.article_id, (comment.article, []))
        said.append(
            {
                **headline(Kind(row.kind), comment),
                "words": excerpt(comment.body_html, SHOWN),
                "link": absolute(f"/c/{name}#c{name}"),
            }
        )
    return [{"title": article.title, "said": said} for article, said in by_article.values()]
