"""What journeys share: a site that runs, empty, and visitors without script, on a desk and on a phone."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from tests.browser.newsroom import NARROW, WIDE, Newsroom, newsroom
from tests.browser.reader import Readers
from tests.factories import an_article, person
from tests.journeys.post import Mailbox
from tests.mail.servers import Postbox, serving_mail


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("journeys")) as site:
        yield site


@pytest.fixture(scope="session")
def postbox() -> Iterator[tuple[Postbox, int]]:
    """A real server of mail, and the port where a site that sends any finds it."""
    box = Postbox()
    with serving_mail(box) as server:
        yield box, server.port


@pytest.fixture
def mail(postbox: tuple[Postbox, int]) -> Iterator[Mailbox]:
    box = Mailbox(postbox[0])
    yield box
    box.empty()


@pytest.fixture
def town(running: Newsroom) -> Iterator[Newsroom]:
    """The running site, empty; what a test makes inside `town.behind()` stands there before the visit."""
    yield running
    running.empty()


@pytest.fixture(params=[WIDE, NARROW])
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def visitor(browser: Browser, town: Newsroom, width: int) -> Iterator[Readers]:
    """`visitor()` is somebody signed out, `visitor(ada)` is Ada."""
    with Readers(browser, town, width) as readers:
        yield readers


@pytest.fixture
def ada(town: Newsroom) -> Account:
    with town.behind():
        return person("ada")


@pytest.fixture
def ben(town: Newsroom) -> Account:
    with town.behind():
        return person("ben")


@pytest.fixture
def sam(town: Newsroom) -> Account:
    """A moderator."""
    with town.behind():
        return person("sam", Role.MODERATOR)


@pytest.fixture
def article(town: Newsroom) -> Article:
    with town.behind():
        return an_article()
