"""The words of mails about what somebody was told, made when they are sent (`forum.mail.purposes`)."""

from collections.abc import Mapping
from typing import Any

from forum import ids
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.queries import ancestors
from forum.mail.purposes import NotNeeded, Purposes
from forum.markup.excerpt import excerpt
from forum.markup.letters import in_lines
from forum.notifications.keys import Stop, stop_address
from forum.notifications.kinds import CLOSEST, KINDS
from forum.notifications.looking import look_around, why_not
from forum.notifications.models import Kind, Notification, Place
from forum.notifications.naming import comments_id, list_id, references
from forum.notifications.phrasing import ANOTHER_ADDRESS, FORGOTTEN, fitting, headline, one_click, with_all_around
from forum.notifications.together import digest_words
from forum.web.site import absolute

# Of their own words enough to know them by.
QUOTED = 200
# How far up the thread a mail says whom it belongs to: longer chains some servers refuse.
MOST_ABOVE = 40


def notice_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    row = db.session.get(Notification, facts["notification"], populate_existing=True)
    if row is None:
        return NotNeeded(FORGOTTEN)
    found = look_around([row]).facts_of(row)
    if found.person.email != facts["to"]:
        return NotNeeded(ANOTHER_ADDRESS)
    if (reason := why_not(found)) is not None:
        return NotNeeded(reason)
    comment = db.session.scalars(with_all_around().where(Comment.id == row.comment_id)).one()
    name, kind = ids.to_text(comment.id), Kind(row.kind)
    thread = Stop(row.person_id, place=Place.THREAD, key=ids.to_text(comment.root_id))
    return {
        "to_name": found.person.display_name,
        "title": comment.article.title,
        **headline(kind, comment),
        "said": fitting(in_lines(comment.body_html)),
        **_answered(comment, row.person_id),
        "is_own": kind not in CLOSEST,
        "context": absolute(f"/c/{name}#c{name}"),
        "reply": absolute(f"/c/{name}/reply#compose"),
        "reasons": " and ".join(KINDS[Kind(each)].why for each in row.reasons),
        "why": absolute(f"/notifications/{ids.to_text(row.id)}/why"),
        "mute_thread": stop_address(thread),
        "stop_kind": stop_address(Stop(row.person_id, kind=kind)),
        "kind": KINDS[kind].title,
        "choices": absolute("/me/notifications"),
        "headers": _headers(row, comment, kind),
    }


def _answered(comment: Comment, person_id: int) -> Mapping[str, str]:
    """What it answers, if that can still be read, and whose words those were."""
    parent = comment.parent
    if parent is None or not parent.is_public:
        return {"quoted": "", "quoted_of": ""}
    of = "you" if parent.author_id == person_id else parent.author.display_name
    return {"quoted": excerpt(parent.body_html, QUOTED), "quoted_of": of}


def _headers(row: Notification, comment: Comment, kind: Kind) -> Mapping[str, str]:
    """RFC 5322 for the thread, RFC 2919 and RFC 8058 for the list: one for each kind, and for each place."""
    stop, name = Stop(row.person_id, kind=kind), str(kind)
    if kind == Kind.THREAD:
        stop = Stop(row.person_id, place=Place.THREAD, key=ids.to_text(comment.root_id), followed=True)
    elif kind == Kind.ARTICLE:
        stop = Stop(row.person_id, place=Place.ARTICLE, key=ids.to_text(comment.article_id), followed=True)
    elif kind == Kind.SECTION and comment.article.section_name:
        stop = Stop(row.person_id, place=Place.SECTION, key=comment.article.section_name, followed=True)
    if stop.place in (Place.THREAD, Place.ARTICLE):
        name = f"{stop.key}.{kind}"
    headers = {"List-Id": list_id(name), **one_click(stop_address(stop))}
    above = _above(comment)
    if kind not in CLOSEST:
        above.append(comment.id)
    if above:
        headers |= {"In-Reply-To": comments_id(above[-1]), "References": references(above)}
    return headers


def _above(comment: Comment) -> list[int]:
    """The root first. Of most answers it is all that stands above, and is at hand."""
    if comment.depth <= 1:
        return [comment.parent_id] if comment.parent_id is not None else []
    return [each.id for each in ancestors(comment, MOST_ABOVE)]


PURPOSES: Purposes = {"notice": notice_words, "digest": digest_words}
