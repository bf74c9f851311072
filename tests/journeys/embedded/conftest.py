"""What journeys on other people's pages share: their sites, which are listed at ours, and who reads there."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.origins.models import Origin
from tests.browser.newsroom import Newsroom
from tests.factories import an_article, say
from tests.journeys.embedded.hosts import Host, hosting
from tests.journeys.embedded.kinds import KINDS, Kind
from tests.journeys.embedded.visiting import Guests

STORY = "/ferry"


@pytest.fixture(scope="session")
def web() -> Iterator[Host]:
    """Somebody's blog, on another site than ours (`blog.localhost` is to `localhost` what b.com is to a.com)."""
    with hosting("blog.localhost") as host:
        yield host


@pytest.fixture
def blog(web: Host, town: Newsroom) -> Host:
    """The blog, which is on our list."""
    list_site(town, web)
    return web


def list_site(town: Newsroom, host: Host) -> None:
    with town.behind():
        db.session.add(Origin(origin=host.address, added_at=clock.now()))


@pytest.fixture(scope="session")
def sister() -> Iterator[Host]:
    """A page of our own site beside us, as www.example.org is to comments.example.org."""
    with hosting("localhost") as host:
        yield host


@pytest.fixture
def article(town: Newsroom, blog: Host) -> Article:
    """A story of the blog, that is discussed here."""
    with town.behind():
        return an_article("the-late-ferry", url=blog.address + STORY)


@pytest.fixture
def opinion(town: Newsroom, ben: Account, article: Article) -> Comment:
    with town.behind(ben, article):
        return say(ben, article, "The **ferry** is late. ||The captain did it.||")


@pytest.fixture
def answer(town: Newsroom, ada: Account, article: Article, opinion: Comment) -> Comment:
    with town.behind(ada, article, opinion):
        return say(ada, article, "It was on time in May.", opinion)


@pytest.fixture
def guest(browser: Browser, town: Newsroom, width: int) -> Iterator[Guests]:
    """`guest()` is somebody signed out, `guest(ada)` Ada, who is signed in at our own site."""
    with Guests(browser, town, width) as guests:
        yield guests
        assert guests.faults == []


@pytest.fixture(params=KINDS, ids=lambda kind: kind.name)
def story(request: pytest.FixtureRequest, town: Newsroom, blog: Host) -> str:
    """The address of the blog's page, of each kind of page in turn."""
    kind: Kind = request.param
    return kind.on(blog, STORY, town.address)


@pytest.fixture
def plain(town: Newsroom, blog: Host) -> str:
    """Its address on the plainest of pages."""
    return KINDS[0].on(blog, STORY, town.address)
