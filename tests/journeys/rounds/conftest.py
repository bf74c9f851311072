"""A site where newcomers wait, that sends mail to a real server of mail; visitors with script and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from forum import clock
from forum.accounts.models import Account, Role
from tests.browser.newsroom import Newsroom, by_mail, newsroom
from tests.browser.reader import Readers
from tests.factories import person
from tests.mail.servers import Postbox


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, postbox: tuple[Postbox, int]) -> Iterator[Newsroom]:
    settings = by_mail(postbox[1]) | {"FORUM_HOLD": "first"}
    with newsroom(tmp_path_factory.mktemp("rounds"), **settings) as site:
        yield site


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def visitor(browser: Browser, town: Newsroom, width: int, request: pytest.FixtureRequest) -> Iterator[Readers]:
    with Readers(browser, town, width, script=request.param) as readers:
        yield readers


@pytest.fixture
def sam(town: Newsroom) -> Account:
    """A moderator who has proved their address."""
    with town.behind():
        return person("sam", Role.MODERATOR, confirmed_at=clock.now())
