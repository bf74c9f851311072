"""What tests of accounts share: a site that can send mail, its address, and Ada, who has been here for long."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from email.headerregistry import Address

import pytest
from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from forum.hosts import MailServer, Tls
from tests.accounts.letters import PASSWORD
from tests.factories import person
from tests.visiting import ADDRESS

LONG_AGO = timedelta(days=400)


@pytest.fixture
def mail(settings_are: Callable[..., None]) -> None:
    """This site can send mail, as far as it knows; what is written waits."""
    settings_are(mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address("forum"))


@pytest.fixture
def member(app: object) -> Account:
    """Ada, a reader for long, whose address is known to be hers."""
    since = clock.now() - LONG_AGO
    return person("ada", created_at=since, confirmed_at=since, password_hash=hash_password(PASSWORD))


@pytest.fixture
def at_this_address(app: Flask) -> Iterator[None]:
    """Verbs ask which page they are for."""
    with app.test_request_context(base_url=ADDRESS, method="POST"):
        yield
