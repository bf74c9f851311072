"""People, articles and comments to test with. They are flushed; who needs them elsewhere commits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from forum import clock
from forum.accounts.models import Account, Role, Session
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.forms import CommentForm
from forum.discussion.models import Comment, State
from forum.discussion.posting import post_comment
from forum.discussion.ranking import activity
from forum.ids import new_id
from forum.markup.render import RENDER_VERSION
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.models import Decision, Verb


def person(handle: str, role: Role = Role.READER, **columns: Any) -> Account:
    """A member without a password: hashing one takes longer than most tests."""
    account = Account(
        handle=handle,
        handle_key=handle.lower(),
        email=f"{handle}@example.org",
        email_key=f"{handle.lower()}@example.org",
        role=role,
        **{"display_name": handle.capitalize(), "created_at": clock.now(), **columns},
    )
    db.session.add(account)
    db.session.flush()
    return account


def a_session(token_hash: str, of: Account, at: datetime) -> Session:
    """A browser that was signed in at `at`; not added to anything yet."""
    return Session(token_hash=token_hash, account_id=of.id, created_at=at, expires_at=at, last_seen_at=at, proved_at=at)


def an_article(slug: str = "the-bridge", **columns: Any) -> Article:
    article = Article(
        slug=slug,
        title=slug.replace("-", " ").capitalize(),
        listed_on=clock.now().date(),
        created_at=clock.now(),
        render_version=RENDER_VERSION,
        **columns,
    )
    article.section = columns.get("section")
    db.session.add(article)
    db.session.flush()
    return article


def say(
    by: Account,
    article: Article,
    body: str = "I was there.",
    parent: Comment | None = None,
    *,
    key: str | None = None,
    holds: Hold = Hold.OPEN,
) -> Comment:
    """A comment, by the verb that readers' comments go through."""
    form = CommentForm(body=body, parent_id=parent.id if parent else None, key=key)
    comment = post_comment(article, form, by, holds)
    db.session.flush()
    return comment


def decided(comment: Comment, verb: Verb, by: Account, reason: str = "off topic") -> Decision:
    """The decision on the comment as it stands."""
    form = DecisionForm(verb=verb, reason=None if verb == Verb.APPROVE else reason, version=comment.version)
    decision = decide(comment, form, by)
    db.session.flush()
    return decision


def rows_of(article: Article, by: Account, parents: Sequence[int | None]) -> list[int]:
    """Many live comments at once, their counters right: `parents` says by position whom each answers.

    Written past the verbs, which would take minutes to post ten thousand.
    """
    ids = [new_id() for _ in parents]
    place = {comment_id: position for position, comment_id in enumerate(ids)}
    rows = [_row(article, by, comment_id) for comment_id in ids]
    for row, parent in zip(rows, parents, strict=True):
        above = rows[parent] if parent is not None else None
        row |= {
            "parent_id": above["id"] if above else None,
            "root_id": above["root_id"] if above else row["id"],
            "depth": above["depth"] + 1 if above else 0,
        }
        if above:
            above["reply_count"] += 1
            rows[place[above["root_id"]]]["descendant_count"] += 1
    _rank(rows)
    db.session.execute(insert(Comment), rows)
    article.comment_count += len(rows)
    article.version += 1
    db.session.flush()
    return ids


def _row(article: Article, by: Account, comment_id: int) -> dict[str, Any]:
    return {
        "id": comment_id,
        "article_id": article.id,
        "author_id": by.id,
        "created_at": clock.now(),
        "state": State.LIVE,
        "version": 1,
        "recommend_count": 0,
        "reply_count": 0,
        "descendant_count": 0,
        "body_source": "I was there.",
        "body_html": "<p>I was there.</p>",
        "render_version": RENDER_VERSION,
    }


def _rank(rows: Sequence[dict[str, Any]]) -> None:
    roots = {row["id"]: row for row in rows if row["parent_id"] is None}
    for row in rows:
        row["active_rank"] = activity(row["created_at"], 0, row["reply_count"])
    for row in rows:
        root = roots[row["root_id"]]
        root["active_rank"] = max(root["active_rank"], row["active_rank"])
