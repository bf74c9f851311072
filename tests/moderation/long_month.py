"""A hundred thousand comments in thirty days, written past the verbs, and how many of them each rule finds.

The figures are counted here without any of the code that they are compared with.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from forum import clock, ids
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment, State
from forum.ids import new_id
from forum.markup.render import RENDER_VERSION

PEOPLE, STEP = 500, 10_000
SAME = {"recommend_count": 0, "reply_count": 0, "descendant_count": 0, "active_rank": 0.0, "depth": 0, "version": 1}


def seeded(article: Article, number: int) -> Sequence[dict[str, Any]]:
    """The rows of the comments, with those of their authors, in the order in which they were said."""
    begin, length = clock.now() - timedelta(days=29.9), timedelta(days=29.8)
    authors = [_author(place, begin) for place in range(PEOPLE)]
    db.session.execute(insert(Account), authors)
    rows: list[dict[str, Any]] = []
    for place in range(number):
        at, by = begin + length * place / number, authors[place % PEOPLE]
        comment_id = ids.first_of(at) + 1 + place % 1_000
        body, links = _words(place, rows)
        html = f"<p>{body}{''.join(links)}</p>"
        text = {"body_source": body + " ".join(links), "body_html": html, "render_version": RENDER_VERSION}
        state = State.REJECTED if place % 211 == 7 else State.LIVE
        own = {"id": comment_id, "root_id": comment_id, "author_id": by["id"], "created_at": at, "state": state}
        rows.append({"article_id": article.id, **own, **text, **SAME})
    for first in range(0, number, STEP):
        db.session.execute(insert(Comment), rows[first : first + STEP])
    db.session.commit()
    known = {author["id"]: author for author in authors}
    return [{**row, "by": known[row["author_id"]]} for row in rows]


def _author(place: int, begin: Any) -> dict[str, Any]:
    handle, host = f"person{place}", "spam.example" if place % 50 == 3 else "example.org"
    names = {"handle": handle, "handle_key": handle, "handle_skeleton": handle, "display_name": handle}
    address = {"email": f"{handle}@{host}", "email_key": f"{handle}@{host}"}
    return {"id": new_id(), **names, **address, "role": Role.READER, "created_at": begin - timedelta(days=place % 40)}


def _words(place: int, before: Sequence[Mapping[str, Any]]) -> tuple[str, Sequence[str]]:
    if place % 97 == 0:
        return "Ok then.", ()
    if place % 40 == 0 and place >= PEOPLE:
        return str(before[place - PEOPLE]["body_source"]), ()
    words = f"w{place} says x{place} of the y{place} ferry z{place} that q{place} nobody k{place} minds."
    words += " Meet me at the casino." if place % 83 == 0 else ""
    count = place % 7 if place % 11 == 0 else 0
    return words, [f'<a href="https://shop{place % 4}.example/{n}">here</a>' for n in range(count)]


def expected(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, int]:
    """By rule as it is asked for below."""
    per_person: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        body, earlier = row["body_source"], per_person[row["author_id"]]
        age, within_a_day = row["created_at"] - row["by"]["created_at"], row["created_at"] - timedelta(days=1)
        public = sum(each["state"] == State.LIVE for each in earlier) if len(earlier) < 20 else 20
        rejected = [each["created_at"] for each in earlier if each["state"] == State.REJECTED]
        lately = [each["body_source"] for each in earlier[-5:] if each["created_at"] > within_a_day]
        found["length"] += len(body) < 20
        found["banned-words"] += "casino" in body
        found["repeat"] += len(body) >= 30 and body in lately
        found["many-links"] += row["body_html"].count("href=") > 1
        found["account-age"] += age < timedelta(hours=240)
        found["new-account-links"] += age < timedelta(hours=300) and "href=" in row["body_html"]
        found["first-comments"] += public < 3
        found["email-domain"] += row["by"]["email"].endswith("@spam.example")
        found["recent-rejections"] += any(at > row["created_at"] - timedelta(days=4) for at in rejected)
        earlier.append(row)
    return found
