"""The public log: what was done, when, on which ground and how it was found; never to whom, nor whose words.

Of what staff typed nothing is told: a ground is the public line of a shared reason, or left out.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import aliased

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import PUBLIC, State
from forum.errors import Invalid
from forum.moderation.models import Decision, Sanction, Verb
from forum.statements.models import Appeal, AppealOutcome, Statement
from forum.transparency.words import DONE, FOUND, MEASURES
from forum.web.seals import Broken, seal_alike, unseal_alike

PAGE = 50
_PLACE = "place in the public log"
_RESTRICTING = (Verb.REJECT, Verb.REMOVE, Verb.REMOVE_ALL, Verb.SPOILER)
_AWAY = (State.REJECTED, State.REMOVED)
_undoing, _former, _named = aliased(Decision), aliased(Statement), aliased(Account)
_APPEALED = exists().where(Appeal.statement_id == _former.id, Appeal.outcome == AppealOutcome.UPHELD)


@dataclass(frozen=True)
class Done:
    """One thing that moderators did, as everybody may know it."""

    id: int
    day: date
    what: str
    ground: str | None
    found: str | None
    slug: str | None  # of the article
    title: str | None
    by: str | None  # only where moderators are named


def page_of_done(before: str | None, with_names: bool) -> tuple[Sequence[Done], str | None]:
    """The latest first, and before which the next page begins."""
    place = _place(before) if before else None
    found = sorted([*_decisions(place, with_names), *_sanctions(place, with_names)], key=lambda one: -one.id)
    shown = found[:PAGE]
    return shown, place_before(shown[-1].id) if len(found) > PAGE else None


def place_before(number: int) -> str:
    """How an address names it. Sealed: a number says to the millisecond when it was made."""
    return seal_alike(_PLACE, ids.to_text(number))


def _decisions(before: int | None, with_names: bool) -> Iterator[Done]:
    """What restricts, and what takes that back; nothing that was undone at once, and nothing of picks and pins."""
    undone = exists().where(_undoing.of_id == Decision.id, _undoing.verb == Verb.UNDO)
    lifts = and_(Decision.state_before.in_(_AWAY), Decision.state_after.in_(sorted(PUBLIC)))
    takes_back = and_(Decision.verb == Verb.REVERSE, or_(_former.id.is_not(None), Statement.id.is_not(None)))
    shows = and_(Decision.before["is_wrapped"].as_boolean(), ~Decision.after["is_wrapped"].as_boolean())
    told = or_(Decision.verb.in_((*_RESTRICTING, Verb.UNSPOILER)), lifts, takes_back, shows)
    query = (
        select(Decision, Statement, Article.slug, Article.title, _named.display_name, _APPEALED)
        .outerjoin(Statement, Statement.decision_id == Decision.id)
        .outerjoin(_former, _former.decision_id == Decision.of_id)
        .outerjoin(Article, Article.id == Decision.article_id)
        .outerjoin(_named, _named.id == Decision.by_id)
        .where(told, Decision.verb != Verb.UNDO, ~undone)
    )
    for decision, statement, slug, title, by, appealed in _rows(query, Decision, before):
        restricts = statement is not None or decision.verb in _RESTRICTING
        yield Done(
            decision.id,
            decision.created_at.date(),
            _what(decision, statement, bool(appealed)),
            decision.reason if restricts and decision.reason_name else None,
            FOUND[statement.source] if statement is not None else None,
            slug,
            title,
            by if with_names else None,
        )


def _sanctions(before: int | None, with_names: bool) -> Iterator[Done]:
    query = select(Sanction, _named.display_name).outerjoin(_named, _named.id == Sanction.by_id)
    for row, by in _rows(query, Sanction, before):
        day = row.created_at.date()
        yield Done(row.id, day, MEASURES[row.kind], None, None, None, None, by if with_names else None)


def _rows(query: Any, table: type[Decision] | type[Sanction], before: int | None) -> Sequence[Any]:
    query = query if before is None else query.where(table.id < before)
    return db.session.execute(query.order_by(table.id.desc()).limit(PAGE + 1)).all()


def _what(decision: Decision, statement: Statement | None, appealed: bool) -> str:
    if statement is not None:
        again = ", again" if decision.verb == Verb.REVERSE else ""
        return f"{DONE[statement.action]}{again}"
    if decision.verb in _RESTRICTING:  # whose author had left
        return DONE[Verb.REMOVE if decision.verb == Verb.REMOVE_ALL else decision.verb]
    if appealed:
        return "Brought back on appeal"
    return "Shown again" if decision.verb == Verb.UNSPOILER else "Brought back"


def _place(text: str) -> int:
    try:
        return ids.from_text(unseal_alike(_PLACE, text))
    except (Broken, ValueError):
        raise Invalid("This address does not lead to a page. Go back to the beginning of the log.") from None
