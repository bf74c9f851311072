"""What is told, read anew whenever it goes: never more than a reader of the page could see, and no address of anybody.

Who wrote something is said while everybody reads it; of whoever reported something, or was sanctioned, nothing is.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from forum import ids
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.reports import Report
from forum.markup.excerpt import excerpt
from forum.statements.models import Appeal, Statement
from forum.web.jinja import iso
from forum.web.site import absolute
from forum.webhooks.models import Delivery

# As long as a comment can be.
MOST_WORDS = 5_000
Facts = dict[str, Any]


def data_of(delivery: Delivery) -> Facts:
    """By kind of thing, as it stands now; `gone` where nobody reads it any more."""
    found: Facts = {}
    for name, number in delivery.payload.items():
        if name in _TOLD:
            found |= _TOLD[name](number)
    return found or {"message": "It works. This is a test: nothing has happened."}


def _comment(number: int | None) -> Facts:
    if number is None:
        return {}
    known = joinedload(Comment.author), joinedload(Comment.article)
    comment = db.session.scalar(
        select(Comment).where(Comment.id == number).options(*known).execution_options(populate_existing=True)
    )
    told: Facts = {"id": ids.to_text(number), "address": absolute(f"/c/{ids.to_text(number)}")}
    if comment is None:
        return {"comment": told | {"gone": True}}
    article = comment.article
    told |= {
        "state": str(comment.state),
        "article": {"slug": article.slug, "title": article.title, "address": absolute(f"/articles/{article.slug}")},
    }
    if comment.state == State.DELETED:
        return {"comment": told | {"gone": True}}
    return {"comment": told | _whose(comment) | _words(comment)}


def _whose(comment: Comment) -> Facts:
    place = {
        "written": iso(comment.created_at),
        "reply_to": ids.to_text(comment.parent_id) if comment.parent_id else None,
    }
    return {"author": _named(comment.author), **place} if comment.is_public else place


def _words(comment: Comment) -> Facts:
    """As text, each spoiler a sign. What waits or was turned down is for moderators, and they read it here."""
    if comment.is_public:
        return {"words": excerpt(comment.body_html, MOST_WORDS)}
    return {"gone": True} if comment.state == State.REMOVED else {}


def _report(number: int) -> Facts:
    report = db.session.get(Report, number, populate_existing=True)
    told: Facts = {"id": ids.to_text(number)}
    if report is None:
        return {"report": told | {"gone": True}}
    comment = _comment(report.comment_id)
    comment["comment"].pop("words", None)  # somebody says that they should not be read
    return {"report": told | {"cause": str(report.cause)}, **comment}


def _appeal(number: int) -> Facts:
    query = select(Appeal, Statement).join(Statement, Statement.id == Appeal.statement_id).where(Appeal.id == number)
    row = db.session.execute(query, execution_options={"populate_existing": True}).one_or_none()
    told: Facts = {"id": ids.to_text(number), "address": absolute(f"/moderation/appeals/{ids.to_text(number)}")}
    if row is None:
        return {"appeal": told | {"gone": True}}
    appeal, statement = row
    outcome = str(appeal.outcome) if appeal.outcome else None
    return {"appeal": told | {"against": statement.action, "outcome": outcome}, **_comment(statement.comment_id)}


def _sanction(number: int) -> Facts:
    """Against whom, and what, is between them and the moderators."""
    return {"sanction": {"id": ids.to_text(number)}}


def _named(person: Account) -> Facts | None:
    return None if person.erased_at else {"handle": person.handle, "name": person.display_name}


_TOLD: Mapping[str, Callable[[int], Facts]] = {
    "comment": _comment,
    "report": _report,
    "appeal": _appeal,
    "sanction": _sanction,
}
