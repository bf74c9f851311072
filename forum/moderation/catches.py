"""What the rules held back of late, and how much of that moderators let stand: for all of them in one look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, case, distinct, func, or_, select, true, union_all

from forum import clock, ids
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment, State
from forum.moderation.models import Decision, Verb
from forum.screening.models import WHOLE_SITE, KeptVerdict
from forum.screening.verdict import Ruling

LATELY = timedelta(days=30)
# The newest verdicts of each rule are looked at, and no more: a rule that notes everything shall not slow the page.
LOOKED_AT = 2_000
# Of fewer nothing can be told.
ENOUGH = 20

HOLDS = (Ruling.HOLD, Ruling.SUSPECT)
_LET_STAND = (Verb.APPROVE, Verb.TRUST)
_ON_STATES = (*_LET_STAND, Verb.REJECT, Verb.REMOVE, Verb.REMOVE_ALL, Verb.UNDO, Verb.REVERSE)
_last = select(Decision.verb).where(Decision.comment_id == Comment.id, Decision.verb.in_(_ON_STATES))
_last_verb = func.coalesce(_last.order_by(Decision.id.desc()).limit(1).scalar_subquery(), "")
# Whether a moderator let it stand, whatever its author has done with it since.
IS_APPROVED = or_(Comment.state == State.APPROVED, _last_verb.in_(_LET_STAND))


@dataclass(frozen=True)
class Catch:
    """What one rule held back, and how much of that was approved."""

    held: int = 0
    approved: int = 0
    at_least: bool = False  # there is more than was looked at

    @property
    def is_too_much(self) -> bool:
        """Whether moderators disagree with the rule more often than not."""
        return self.held >= ENOUGH and 2 * self.approved > self.held


NOTHING = Catch()


def catches(rules: Sequence[str], section: str = WHOLE_SITE) -> Mapping[str, Catch]:
    """By rule, of the last 30 days, on the whole site or in one section; in one statement."""
    newest = union_all(*(select(_verdicts_of(rule).subquery()) for rule in rules)).subquery()
    # The newest of all sections are looked at: where there are more, each section may have more as well.
    here = true() if section == WHOLE_SITE else Article.section_name == section
    holds = newest.c.ruling.in_(HOLDS) & here
    query = (
        select(
            newest.c.rule,
            func.count(distinct(case((holds, newest.c.comment_id)))).label("held"),
            func.count(distinct(case((holds & IS_APPROVED, newest.c.comment_id)))).label("approved"),
            func.count().label("verdicts"),
        )
        .select_from(newest.join(Comment, Comment.id == newest.c.comment_id).join(Article))
        .group_by(newest.c.rule)
    )
    return {
        row.rule: Catch(row.held, row.approved, row.verdicts >= LOOKED_AT and row.held > 0)
        for row in db.session.execute(query)
    }


def _verdicts_of(rule: str) -> Select[str, str, int]:
    lately = KeptVerdict.id >= ids.first_of(clock.now() - LATELY)
    columns = (KeptVerdict.rule, KeptVerdict.ruling, KeptVerdict.comment_id)
    return select(*columns).where(KeptVerdict.rule == rule, lately).order_by(KeptVerdict.id.desc()).limit(LOOKED_AT)
