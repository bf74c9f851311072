"""What tests of moderation share: a talk that is long enough to be read piece by piece."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.moderation import trial_work
from tests.factories import rows_of


@pytest.fixture
def talk(ada: Account, article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    """Sixty comments, every third of which speaks of the casino; they are read seven at a time."""
    monkeypatch.setattr(trial_work, "AT_ONCE", 7)
    numbers = rows_of(article, ada, [None] * 60)
    for comment in db.session.scalars(select(Comment).where(Comment.id.in_(numbers[::3]))):
        comment.body_source = "Meet me at the casino."
    db.session.commit()
