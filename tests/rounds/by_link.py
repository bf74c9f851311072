"""What tests of decisions by mail share: the page of a link, and whether it is dead."""

from sqlalchemy import func, select

from forum.db import db
from forum.discussion.models import Comment, State
from forum.moderation.models import Decision
from tests.visiting import Visitor

DEAD = "This link does not work"


def page_of(token: str) -> str:
    return f"/moderation/by-mail/{token}"


def state_of(comment: Comment) -> State:
    return State(db.session.scalars(select(Comment.state).where(Comment.id == comment.id)).one())


def is_dead(visitor: Visitor, token: str) -> bool:
    """Looked at and pressed it says the same, and nothing of anybody."""
    before = db.session.scalar(select(func.count()).select_from(Decision))
    for answer in (visitor.get(page_of(token)), visitor.post(page_of(token)), visitor.post(f"{page_of(token)}/undo")):
        assert (answer.status_code, DEAD in answer.text) == (404, True)
        assert "The first waits." not in answer.text and "Ada" not in answer.text and "Sam" not in answer.text
    return db.session.scalar(select(func.count()).select_from(Decision)) == before
