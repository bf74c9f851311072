"""What the tests of privacy share."""

from collections.abc import Callable
from email.headerregistry import Address

import pytest

from forum.hosts import MailServer, Tls


@pytest.fixture
def mail_is_on(settings_are: Callable[..., None]) -> None:
    """What is written waits: nobody takes it, since no worker runs here."""
    settings_are(mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address("forum"))
