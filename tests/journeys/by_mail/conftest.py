"""A site that sends mail to a real server of mail on loopback, and lets guests comment."""

from collections.abc import Iterator

import pytest

from tests.browser.newsroom import Newsroom, newsroom
from tests.mail.servers import Postbox


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, postbox: tuple[Postbox, int]) -> Iterator[Newsroom]:
    settings = {
        "FORUM_MAIL_URL": f"smtp://localhost:{postbox[1]}",
        "FORUM_MAIL_FROM": "The Forum <forum@example.org>",
        "FORUM_GUESTS": "1",
        "FORUM_SECOND_FACTOR": "nobody",
    }
    with newsroom(tmp_path_factory.mktemp("by-mail"), **settings) as site:
        yield site
