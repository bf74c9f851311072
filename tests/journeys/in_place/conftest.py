"""What journeys with script share: visitors whose pages stay where they are, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.in_place.scripted import Visitors
from tests.journeys.in_place.watching import Watch


@pytest.fixture
def visitor(browser: Browser, town: Newsroom, width: int) -> Iterator[Visitors]:
    """`visitor()` is somebody signed out, `visitor(ada)` is Ada; nothing may fail in their scripts."""
    with Visitors(browser, town, width) as visitors:
        yield visitors
        assert visitors.faults == []


@pytest.fixture
def opinion(town: Newsroom, ben: Account, article: Article) -> Comment:
    """Ben says: The bridge should stay."""
    with town.behind(ben, article):
        return say(ben, article, "The bridge should stay.")


@pytest.fixture
def watch(visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Watch:
    """Ada, whose page is open."""
    found = Watch(visitor(ada))
    found.reader.open(article)
    return found
