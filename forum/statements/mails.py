"""The words of the mails about statements, made when they are sent (`forum.mail.purposes`)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, select
from sqlalchemy.orm import aliased

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.mail.models import OPEN, Mail, State
from forum.mail.purposes import NotNeeded, Purposes
from forum.markup.excerpt import excerpt
from forum.statements.keys import address_of
from forum.statements.models import Appeal, AppealOutcome, Statement
from forum.statements.stating import LISTED
from forum.statements.terms import FOUND, LIFTED, SHORT, TITLES, appeal_until, automation, is_about_words, scope
from forum.web.jinja import day, moment
from forum.web.site import absolute

# Enough to know one's own words by.
SHOWN = 120


def statement_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    here = (Statement.mail_id == facts["mail"], Statement.withdrawn_at.is_(None))
    count = db.session.scalar(select(func.count()).where(*here)) or 0
    rows = db.session.scalars(select(Statement).where(*here).order_by(Statement.id).limit(LISTED)).all()
    person = _recipient(rows)
    if person is None:
        return NotNeeded("What it was about was taken back, or the account was erased.")
    first, messages = rows[0], {row.message for row in rows}
    return {
        "name": person.display_name,
        "subject": TITLES[first.action] if count == 1 else f"{count:,} of your comments were {SHORT[first.action]}",
        "action": first.action,
        "until": moment(first.until) if first.until else "",
        "scope": scope(first) if count == 1 else "",
        "found": FOUND[first.source] if count == 1 and is_about_words(first) else "",
        "automation": automation(first) if count == 1 else "",
        "message": first.message if len(messages) == 1 else "",
        "each": _told(rows),
        "left": count - len(rows),
        "appeal_until": day(appeal_until(first)),
        "mine": absolute("/me/comments"),
        "can_sign_in": person.banned_at is None and not person.is_guest,
    }


def lifted_words(facts: Mapping[str, Any]) -> Mapping[str, Any] | NotNeeded:
    later = aliased(Statement)
    again = exists().where(
        later.comment_id == Statement.comment_id,
        later.action == Statement.action,
        later.id > Statement.id,
        later.withdrawn_at.is_(None),
    )
    upheld = exists().where(Appeal.statement_id == Statement.id, Appeal.outcome == AppealOutcome.UPHELD)
    # What ended once more after it had held again is told by another mail.
    by_then = datetime.fromisoformat(facts["at"]) if "at" in facts else clock.now()
    ended = Statement.withdrawn_at <= by_then
    told = select(Statement).where(Statement.id.in_(facts["statements"]), ended, ~again, ~upheld)
    rows = [row for row in db.session.scalars(told.order_by(Statement.id)) if has_gone(row)]
    person = _recipient(rows)
    if person is None:
        return NotNeeded("They were not told of it, were told by an answer to their appeal, or it stands again.")
    count = len(rows) + facts["count"] - len(facts["statements"])
    return {
        "name": person.display_name,
        "subject": LIFTED[rows[0].action] if count == 1 else f"{count:,} of your comments are back",
        "each": _told(rows),
        "left": count - len(rows),
    }


def has_gone(statement: Statement) -> bool:
    """Whether the mail with it went out, as far as anybody knows; what was cleared away had."""
    if statement.mail_id is None:
        return False
    mail = db.session.get(Mail, statement.mail_id, populate_existing=True)
    return mail is None or mail.state not in (OPEN | {State.SKIPPED, State.SET_ASIDE}) - {State.IN_DOUBT}


def _recipient(rows: Sequence[Statement]) -> Account | None:
    person = db.session.get(Account, rows[0].person_id) if rows and rows[0].person_id else None
    return person if person is not None and person.erased_at is None else None


def _told(rows: Sequence[Statement]) -> list[Mapping[str, str]]:
    """Each on a line or two: what, where, why, the beginning of the words, and what leads to it."""
    numbers = [row.comment_id for row in rows if row.comment_id]
    said = select(Comment, Article.title).join(Article, Article.id == Comment.article_id).where(Comment.id.in_(numbers))
    known = {row[0].id: (row[1], excerpt(row[0].body_html, SHOWN)) for row in db.session.execute(said)}
    each = list[Mapping[str, str]]()
    for row in rows:
        title, words = known.get(row.comment_id or 0, ("", ""))
        each.append(
            {
                "what": TITLES[row.action],
                "why": row.public_line,
                "on": title,
                "words": words,
                "link": address_of(row.id),
            }
        )
    return each


PURPOSES: Purposes = {"statement": statement_words, "lifted": lifted_words}
