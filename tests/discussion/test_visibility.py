"""Who may see a comment in each state: one table, asked of the SQL expression and of the predicate alike."""

from collections.abc import Mapping

import pytest
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment, State
from forum.discussion.permissions import may_read, readable_by, visible_to
from forum.discussion.queries import comment_or_404
from forum.discussion.ranking import Sort
from forum.discussion.reading import comments_by, load_page
from forum.errors import NotFound
from tests.factories import say

ROLES = ("nobody", "reader", "author", "moderator", "admin")
# The words (w), only the place of a comment that has shown replies (p), or nothing (-), by role in that order.
WITHOUT_REPLIES: Mapping[State, str] = {
    State.UNCONFIRMED: "--www",
    State.LIVE: "wwwww",
    State.APPROVED: "wwwww",
    State.HELD: "--www",
    State.SUSPECTED: "--www",
    State.REJECTED: "--www",
    State.REMOVED: "---ww",
    State.DELETED: "-----",
}


@pytest.fixture
def viewers(ada: Account, ben: Account, sam: Account, eve: Account) -> Mapping[str, Account | None]:
    return {"nobody": None, "reader": ben, "author": ada, "moderator": sam, "admin": eve}


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("state", State)
def test_every_state_is_seen_by_whom_the_table_says(
    viewers: Mapping[str, Account | None], ada: Account, ben: Account, article: Article, state: State, answered: bool
) -> None:
    comment = say(ada, article)
    if answered:
        say(ben, article, "Well?", comment)
    comment.state = state
    db.session.flush()
    seen = "".join(_sight(comment, viewers[role]) for role in ROLES)
    without = WITHOUT_REPLIES[state]
    assert seen == (without.replace("-", "p") if answered else without)


def _sight(comment: Comment, viewer: Account | None) -> str:
    """What the expression and the predicate say, which must agree with the pages."""
    sees, reads = _finds(comment, visible_to(viewer)), _finds(comment, readable_by(viewer))
    assert may_read(viewer, comment) == reads
    page = load_page(comment.article, viewer, Sort.NEWEST)
    assert (comment.id in [node.comment.id for node in page.nodes]) == sees
    assert (comment in comments_by(comment.author, viewer)[0]) == reads
    try:
        assert comment_or_404(comment.id, viewer) is comment
        assert sees
    except NotFound:
        assert not sees
    return "w" if reads else "p" if sees else "-"


def _finds(comment: Comment, condition: object) -> bool:
    return db.session.scalar(select(Comment.id).where(Comment.id == comment.id, condition)) is not None  # type: ignore[arg-type]
