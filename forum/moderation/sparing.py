"""A rule that would hold everything is a slip: before it counts it is tried on what people said of late."""

from sqlalchemy import select

from forum import clock
from forum.db import db
from forum.discussion.models import PUBLIC, Comment
from forum.errors import Invalid
from forum.moderation.rule_form import RuleForm
from forum.screening.options import Options
from forum.screening.submission import Submission
from forum.screening.verdict import Ruling

TRIED_ON = 200
# Of fewer nothing can be told.
ENOUGH = 20


def require_sparing(form: RuleForm) -> None:
    """Invalid when listed words or patterns would have stopped more than half of the latest comments."""
    if not form.enabled or form.ruling == Ruling.NOTE or "words" not in form.options:
        return
    latest = select(Comment.body_source).where(Comment.state.in_(sorted(PUBLIC))).order_by(Comment.id.desc())
    bodies = db.session.scalars(latest.limit(TRIED_ON)).all()
    options, now = Options(form.options), clock.now()
    stopped = sum(form.kind.check(Submission(body, now), options) is not None for body in bodies)
    if len(bodies) >= ENOUGH and 2 * stopped > len(bodies):
        raise Invalid(
            f"This would have stopped {stopped} of the last {len(bodies)} comments. Take away what is said everywhere, "
            "or let the rule only note.",
            "words",
        )
