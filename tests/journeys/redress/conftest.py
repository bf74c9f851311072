"""A site that sends mail, visitors with script and without, and a second pair of eyes."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update

from forum.accounts.models import Account, Role
from forum.db import db
from forum.outbox.models import Fact
from tests.browser.newsroom import Newsroom, by_mail, newsroom
from tests.browser.reader import Readers
from tests.factories import person
from tests.mail.servers import Postbox


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, postbox: tuple[Postbox, int]) -> Iterator[Newsroom]:
    settings = by_mail(postbox[1])
    with newsroom(tmp_path_factory.mktemp("redress"), **settings) as site:
        yield site


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def visitor(browser: Browser, town: Newsroom, width: int, request: pytest.FixtureRequest) -> Iterator[Readers]:
    with Readers(browser, town, width, script=request.param) as readers:
        yield readers


@pytest.fixture
def eve(town: Newsroom) -> Account:
    """The editor, who looks again."""
    with town.behind():
        return person("eve", Role.ADMIN)


@pytest.fixture
def a_minute_later(town: Newsroom) -> Callable[[], None]:
    """What was to go out then goes now."""

    def later() -> None:
        with town.behind():
            db.session.execute(update(Fact).values(due_at=Fact.created_at))

    return later
