"""A blind second look: what would somebody else have decided? Nothing happens to the comment either way."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import aliased, joinedload

from forum import clock, ids
from forum.accounts.models import Account
from forum.accounts.permissions import may_moderate
from forum.db import db
from forum.discussion.models import Comment, State
from forum.errors import Conflict, Invalid, NotFound, require
from forum.measures.deciding import LETS_STAND, SETTLED
from forum.measures.drawing import is_drawn
from forum.measures.models import SecondLook
from forum.measures.permissions import LATELY, may_look_again
from forum.moderation.models import Decision

ANSWERS = {"stand": True, "away": False}
# So many decisions are gone through for one that is drawn: some two hundred are among them.
_LOOKED_THROUGH = 10_000
_NONE = "There is nothing to look at again here. Go on to the next."
_ANSWERED = "Somebody has looked at this one again already. Go on to the next."


@dataclass(frozen=True)
class Again:
    """What is shown: neither what was decided nor by whom, nor who wrote it."""

    decision_id: int
    comment: Comment  # with article and parent at hand


@dataclass(frozen=True)
class Given:
    """What somebody answered, and only then whether the colleague thought the same."""

    lets_stand: bool
    same: bool


def next_look(by: Account, after: int = 0) -> Again | None:
    """The one that was decided first among those drawn, after `after`; None when there is none (any more)."""
    require(may_moderate(by))
    candidates = select(Decision.id).where(*_open_to(by), Decision.id > after).order_by(Decision.id)
    for number in db.session.scalars(candidates.limit(_LOOKED_THROUGH)):
        if is_drawn(number):
            return _shown(number)
    return None


def look_again(decision_id: int, answer: str, by: Account) -> SecondLook:
    """NotFound of what is not drawn; Conflict when somebody has answered."""
    require(may_moderate(by))
    decision = db.session.get(Decision, decision_id)
    if decision is None or decision.verb not in SETTLED or not is_drawn(decision_id):
        raise NotFound(_NONE)
    require(may_look_again(by, decision, clock.now()))
    if answer not in ANSWERS:
        raise Invalid("Choose what you would do, or skip this one.", "answer")
    if db.session.scalar(select(SecondLook.account_id).where(SecondLook.decision_id == decision_id)) is not None:
        raise Conflict(_ANSWERED)
    if db.session.scalar(select(Decision.id).where(Decision.id == decision_id, *_open_to(by))) is None:
        raise Conflict("The comment has changed since. Go on to the next.")
    look = SecondLook(decision_id=decision_id, account_id=by.id, lets_stand=ANSWERS[answer], created_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(look)
    except IntegrityError:
        raise Conflict(_ANSWERED) from None
    return look


def given(decision_id: int, by: Account) -> Given | None:
    """Their own answer alone."""
    own = select(SecondLook.lets_stand, Decision.verb).join(Decision, Decision.id == SecondLook.decision_id)
    row = db.session.execute(own.where(SecondLook.decision_id == decision_id, SecondLook.account_id == by.id)).first()
    return None if row is None else Given(row[0], row[0] == (row[1] in LETS_STAND))


def _open_to(by: Account) -> list[ColumnElement[bool]]:
    """Settled of late by somebody else and not taken back, on words that are still the same, and unanswered."""
    now, later = clock.now(), aliased(Decision)
    same_words = exists().where(
        Comment.id == Decision.comment_id,
        Comment.author_id != by.id,
        Comment.state != State.DELETED,
        or_(Comment.edited_at.is_(None), Comment.edited_at < Decision.created_at),
        or_(Comment.resubmitted_at.is_(None), Comment.resubmitted_at < Decision.created_at),
    )
    return [
        Decision.id > ids.first_of(now - LATELY),
        Decision.created_at > now - LATELY,
        Decision.verb.in_(SETTLED),
        Decision.by_id != by.id,
        same_words,
        ~exists().where(later.of_id == Decision.id),
        ~exists().where(SecondLook.decision_id == Decision.id),
    ]


def _shown(decision_id: int) -> Again:
    comment = (
        select(Comment)
        .join(Decision, Decision.comment_id == Comment.id)
        .where(Decision.id == decision_id)
        .options(joinedload(Comment.article), joinedload(Comment.parent))
    )
    return Again(decision_id, db.session.scalars(comment).one())
