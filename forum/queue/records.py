"""What to know before deciding: why a comment is here, whose it is, and how others like it were decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import PUBLIC, WAITING, Comment, State
from forum.markup.excerpt import excerpt
from forum.moderation.models import Decision, Verb
from forum.reporting.queries import rightly_reported
from forum.screening.models import KeptVerdict
from forum.screening.rulebook import BY_NAME
from forum.screening.verdict import Ruling

LAST_COMMENTS, SIMILAR = 5, 5
# Of so many comments of theirs it is told what became of them.
COUNTED = 200
# So many of a rule's latest verdicts are looked through for decisions.
_LOOKED_THROUGH = 100
_SETTLED = (Verb.APPROVE, Verb.TRUST, Verb.REJECT, Verb.REMOVE)


@dataclass(frozen=True)
class Why:
    """What one rule said about the words as they are."""

    rule: str
    title: str
    reason: str
    matched: Sequence[str]
    holds: bool  # rather than merely notes


@dataclass(frozen=True)
class Record:
    """How somebody has fared here, by their last two hundred comments."""

    published: int
    waiting: int
    refused: int
    rightly_reported: int  # comments of theirs about which a report was right
    last: Sequence[Comment]  # what they said last, other than what is looked at


@dataclass(frozen=True)
class Similar:
    """A decision about words of which the same rule spoke."""

    decision: Decision
    by: str
    excerpt: str


def why(comment: Comment) -> Sequence[Why]:
    """All that was said of the latest words, the strictest first."""
    said = select(KeptVerdict).where(KeptVerdict.comment_id == comment.id).order_by(KeptVerdict.id.desc())
    rows = db.session.scalars(said).all()
    latest = [row for row in rows if row.version == rows[0].version]
    latest.sort(key=lambda row: Ruling(row.ruling).strictness, reverse=True)
    return [_told(row) for row in latest]


def record_of(person: Account, but: Comment) -> Record:
    # Who has said more is known well enough by what they said last.
    lately = select(Comment.state).where(Comment.author_id == person.id).order_by(Comment.created_at.desc())
    states = lately.limit(COUNTED).subquery()
    numbers = select(states.c.state, func.count()).group_by(states.c.state)
    by_state: dict[State, int] = {row[0]: row[1] for row in db.session.execute(numbers)}
    theirs = select(Comment).where(Comment.author_id == person.id, Comment.id != but.id, Comment.state != State.DELETED)
    latest = theirs.order_by(Comment.created_at.desc(), Comment.id.desc()).limit(LAST_COMMENTS)
    return Record(
        published=sum(by_state.get(state, 0) for state in PUBLIC),
        waiting=sum(by_state.get(state, 0) for state in WAITING),
        refused=sum(by_state.get(state, 0) for state in (State.REJECTED, State.REMOVED)),
        rightly_reported=rightly_reported(person),
        last=db.session.scalars(latest.options(joinedload(Comment.article))).all(),
    )


def similar_to(comment: Comment, rule: str) -> Sequence[Similar]:
    """What was decided of late about comments of which the same rule spoke, the latest first."""
    noticed = select(KeptVerdict.comment_id).where(KeptVerdict.rule == rule, KeptVerdict.comment_id != comment.id)
    recent = noticed.order_by(KeptVerdict.id.desc()).limit(_LOOKED_THROUGH).subquery()
    decided = (
        select(Decision, Account.display_name, Comment)
        .join(Account, Account.id == Decision.by_id)
        .join(Comment, Comment.id == Decision.comment_id)
        .where(Decision.comment_id.in_(select(recent.c.comment_id)), Decision.verb.in_(_SETTLED))
        .order_by(Decision.id.desc())
        .limit(SIMILAR)
    )
    return [Similar(row[0], row[1], excerpt(row[2].body_html, 80)) for row in db.session.execute(decided)]


def _told(row: KeptVerdict) -> Why:
    kind = BY_NAME.get(row.rule)  # it may be gone since, or have been asked elsewhere
    return Why(
        row.rule,
        kind.title if kind else row.rule.replace("-", " ").capitalize(),
        row.reason,
        row.matched,
        row.ruling != Ruling.NOTE,
    )
