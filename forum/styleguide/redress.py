"""What an author reads about decisions, and what they can do."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from forum.discussion.models import State
from forum.errors import YES, no
from forum.redress.finding import Case
from forum.redress.mine import Mine
from forum.statements.models import Appeal, Source, Statement
from forum.statements.reasons import DEFAULTS
from forum.styleguide.cast import ADA, NOW, number, said

_REASON = next(reason for reason in DEFAULTS if reason.name == "off-topic")
REJECTED = said("stated", ADA, "Is it *winter* yet?", state=State.REJECTED, state_reason=_REASON.public_line)
STATEMENT = Statement(
    id=number("statement"),
    decision_id=number("stated-decision"),
    person_id=ADA.id,
    comment_id=REJECTED.id,
    revision=1,
    action="reject",
    reason_name=_REASON.name,
    public_line=_REASON.public_line,
    message=f"{_REASON.message}\n\nThere is a discussion of the winter on Monday.",
    is_of_law=False,
    source=Source.RULE,
    rule="first-comments",
    created_at=NOW - timedelta(hours=3),
)
APPEAL = Appeal(
    id=number("appeal"),
    statement_id=STATEMENT.id,
    person_id=ADA.id,
    words="The article ends with the winter.\nSo do I.",
    created_at=NOW - timedelta(hours=1),
    answer="",
)
FULL: Mapping[str, Any] = {
    "statement": STATEMENT,
    "appealed": Case(STATEMENT, ADA, REJECTED, APPEAL),
    "mine": Mine(REJECTED, STATEMENT, None, True, YES),
    "waiting": Mine(said("waits-again", ADA, "Is it spring?", state=State.HELD), None, None, False, no("")),
    "usual_wait": "usually under 30 minutes",
}
