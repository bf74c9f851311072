"""Forty comments that wait, and moderators at their desks."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.config import Hold
from forum.discussion.models import Comment
from tests.browser.newsroom import WIDE, Newsroom
from tests.factories import person, say
from tests.journeys.in_place.scripted import Visitors
from tests.journeys.queue.desk import Desk

MANY = 40


@pytest.fixture
def width() -> int:
    return WIDE


@pytest.fixture
def eve(town: Newsroom) -> Account:
    """A colleague of Sam's."""
    with town.behind():
        return person("eve", Role.MODERATOR)


@pytest.fixture
def waiting(town: Newsroom, ada: Account, article: Article) -> list[Comment]:
    """Forty that wait, the first the longest."""
    with town.behind(ada, article):
        return [_waits(ada, article, number) for number in range(MANY)]


@pytest.fixture
def desk(browser: Browser, town: Newsroom, width: int) -> Iterator[Callable[[Account], Desk]]:
    """`desk(sam)`: his queue, open; nothing may fail in its script."""
    with Visitors(browser, town, width) as visitors:
        yield lambda moderator: Desk(visitors(moderator).page)
        assert visitors.faults == []


def _waits(by: Account, article: Article, number: int) -> Comment:
    with clock.stopped_at(clock.now() - timedelta(minutes=MANY - number)):
        return say(by, article, words(number), holds=Hold.ALL)


def words(number: int) -> str:
    return f"Comment {number} of them."
