"""A site that sends mail to a real server of mail on loopback, and lets guests comment."""

from collections.abc import Iterator

import pytest

from tests.browser.newsroom import Newsroom, by_mail, newsroom
from tests.mail.servers import Postbox


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, postbox: tuple[Postbox, int]) -> Iterator[Newsroom]:
    settings = by_mail(postbox[1]) | {"FORUM_GUESTS": "1"}
    with newsroom(tmp_path_factory.mktemp("by-mail"), **settings) as site:
        yield site
