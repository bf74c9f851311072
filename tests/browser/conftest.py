"""What tests in a browser share: a town's site, and a reader who stands at each stop of the tour in turn."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from tests.browser.hostile import Laboratory, room
from tests.browser.newsroom import Newsroom, newsroom
from tests.browser.reader import Reader, Readers
from tests.browser.stops import STOPS, Stop
from tests.browser.town import Town, settle
from tests.databases import site_on
from tests.visiting import Visitor


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("town"), FORUM_SITE_NAME="The Courier") as site:
        yield site


@pytest.fixture(scope="session")
def town(running: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Town:
    with running.behind():
        found = settle()
    return replace(found, aside=answers_of_an_empty_site(tmp_path_factory.mktemp("empty")))


@pytest.fixture(params=STOPS, ids=lambda stop: stop.name)
def stop(request: pytest.FixtureRequest) -> Stop:
    found: Stop = request.param
    return found


@pytest.fixture
def readers(browser: Browser, running: Newsroom) -> Iterator[Readers]:
    """Visitors with script, as most have."""
    with Readers(browser, running, script=True) as found:
        yield found


@pytest.fixture
def reader(readers: Readers, town: Town, stop: Stop) -> Reader:
    """Whoever looks at this stop, not yet there."""
    return readers(town.people[stop.who] if stop.who else None)


def answers_of_an_empty_site(folder: Path) -> dict[str, TestResponse]:
    """A site without articles, with a page that fails and one whose database is busy."""
    with site_on("sqlite", folder) as app, app.app_context():

        def fails() -> str:
            raise RuntimeError("out of ink")

        def busy() -> str:
            raise OperationalError("SELECT 1", {}, Exception("database is locked"))

        app.add_url_rule("/fails", view_func=fails)
        app.add_url_rule("/busy", view_func=busy)
        return {path: Visitor(app).get(path) for path in ("/", "/fails", "/busy")}


@pytest.fixture(scope="session")
def laboratory(browser: Browser) -> Iterator[Laboratory]:
    with room(browser) as found:
        yield found
