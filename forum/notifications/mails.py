"""The words of mails about what somebody was told, made when they are sent (`forum.mail.purposes`)."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from forum import ids
from forum.articles.models import Article
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
from forum.web.site import absolute

ANOTHER_ADDRESS = "Your address is another one since."
FORGOTTEN = "What it was about was cleared away."
# Of their own words enough to know them by.
QUOTED = 200
# Of each comment in a digest, and how many of them: it is read in a minute, the rest is on the site.
IN_A_DIGEST, MOST_IN_ONE = 300, 20
# A mail's HTML stays below what programs cut off (`letter.LARGEST_HTML`) with all that stands around. In bytes.
LONGEST = 24_000
# What stands around one of them in a digest: its link and its marks.
A_LINK = 220
# How far up the thread a mail says whom it belongs to: longer chains some servers refuse.
MOST_ABOVE = 40
# What somebody did, to stand after their name; of one's own words, what became of them.
_DID: Mapping[Kind, str] = {
    Kind.REPLY: "answered you",
    Kind.MENTION: "named you",
    Kind.THREAD: "spoke in a thread that you follow",
    Kind.PERSON: "said something",
    Kind.ARTICLE: "spoke on an article that you follow",
    Kind.SECTION: "spoke in a section that you follow",
    Kind.PUBLISHED: "Your comment was published",
    Kind.PICKED: "An editor picked your comment",
}


def notice_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    row = db.session.get(Notification, facts["notification"], populate_existing=True)
    if row is None:
        return NotNeeded(FORGOTTEN)
    found = look_around([row]).facts_of(row)
    if found.person.email != facts["to"]:
        return NotNeeded(ANOTHER_ADDRESS)
    if (reason := why_not(found)) is not None:
        return NotNeeded(reason)
    comment = db.session.scalars(_whole().where(Comment.id == row.comment_id)).one()
    name, kind = ids.to_text(comment.id), Kind(row.kind)
    thread = Stop(row.person_id, place=Place.THREAD, key=ids.to_text(comment.root_id))
    return {
        "to_name": found.person.display_name,
        "title": comment.article.title,
        **_headline(kind, comment),
        "said": _fitting(in_lines(comment.body_html)),
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
    shown, count = _fitting_in_one(left[-MOST_IN_ONE:]), len(left) + facts.get("beyond", 0)
    stop = stop_address(Stop(person.id))
    return {
        "to_name": person.display_name,
        "count": count,
        "articles": _by_article(shown),
        "more": count - len(shown),
        "inbox": absolute("/notifications"),
        "stop": stop,
        "choices": absolute("/me/notifications"),
        "headers": {"List-Id": list_id("digest"), **_one_click(stop)},
    }


def _fitting_in_one(rows: Sequence[Notification]) -> Sequence[Notification]:
    """The latest of them, as many as one mail holds, however much of their words HTML writes out."""
    numbers = [row.comment_id for row in rows if row.comment_id is not None]
    comments = {comment.id: comment for comment in db.session.scalars(_whole().where(Comment.id.in_(numbers)))}
    room, kept = LONGEST, list[Notification]()
    for row in reversed(rows):
        comment = comments[row.comment_id or 0]
        said = excerpt(comment.body_html, IN_A_DIGEST) + comment.author.display_name + comment.article.title
        room -= _size(said) + A_LINK
        if room < 0:
            break
        kept.insert(0, row)
    return kept


def _by_article(rows: Sequence[Notification]) -> Sequence[Mapping[str, Any]]:
    """The articles in the order of their first news, each with its own."""
    numbers = [row.comment_id for row in rows if row.comment_id is not None]
    comments = {comment.id: comment for comment in db.session.scalars(_whole().where(Comment.id.in_(numbers)))}
    by_article: dict[int, tuple[Article, list[Mapping[str, str]]]] = {}
    for row in rows:
        comment = comments[row.comment_id or 0]
        name = ids.to_text(comment.id)
        _, said = by_article.setdefault(comment.article_id, (comment.article, []))
        said.append(
            {
                **_headline(Kind(row.kind), comment),
                "words": excerpt(comment.body_html, IN_A_DIGEST),
                "link": absolute(f"/c/{name}#c{name}"),
            }
        )
    return [{"title": article.title, "said": said} for article, said in by_article.values()]


def _headline(kind: Kind, comment: Comment) -> Mapping[str, str]:
    """Whose name is apart from what they did, so that one from right to left turns nothing else around."""
    return {"who": comment.author.display_name if kind in CLOSEST else "", "did": _DID[kind]}


def _whole() -> Select[Comment]:
    answered = joinedload(Comment.parent).joinedload(Comment.author)
    with_all = joinedload(Comment.author), joinedload(Comment.article), answered
    return select(Comment).options(*with_all).execution_options(populate_existing=True)


def _answered(comment: Comment, person_id: int) -> Mapping[str, str]:
    """What it answers, if that can still be read, and whose words those were."""
    parent = comment.parent
    if parent is None or not parent.is_public:
        return {"quoted": "", "quoted_of": ""}
    of = "you" if parent.author_id == person_id else parent.author.display_name
    return {"quoted": excerpt(parent.body_html, QUOTED), "quoted_of": of}


def _fitting(text: str) -> str:
    """All of it, unless signs that HTML writes out would make more of it than mail programs show."""
    if _size(text) <= LONGEST:
        return text
    while _size(text) > LONGEST:
        text = text[: len(text) * 4 // 5]
    return f"{text.rstrip()} …\n\n(The rest is on the site.)"


def _size(text: str) -> int:
    """Of what the template makes of it, in bytes: a line ends in a sign of its own, a paragraph in two."""
    return len(escape(text).encode()) + 6 * text.count("\n") + 24 * text.count("\n\n")


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
    headers = {"List-Id": list_id(name), **_one_click(stop_address(stop))}
    above = [each.id for each in ancestors(comment, MOST_ABOVE)]
    if kind not in CLOSEST:
        above.append(comment.id)
    if above:
        headers |= {"In-Reply-To": comments_id(above[-1]), "References": references(above)}
    return headers


def _one_click(address: str) -> Mapping[str, str]:
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


PURPOSES: Purposes = {"notice": notice_words, "digest": digest_words}
