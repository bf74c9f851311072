"""What tests of the queue share."""

from datetime import timedelta

import pytest

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.discussion.models import Comment
from tests.factories import say


@pytest.fixture
def held(ada: Account, article: Article) -> list[Comment]:
    """Three that wait, the first the longest."""
    comments = []
    for number, words in enumerate(("The first waits.", "The second waits.", "The third waits.")):
        with clock.stopped_at(clock.now() - timedelta(hours=3 - number)):
            comments.append(say(ada, article, words, holds=Hold.ALL))
    return comments
