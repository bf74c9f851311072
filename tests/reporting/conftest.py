"""What tests of reports share: a site that can send mail."""

from collections.abc import Callable
from email.headerregistry import Address
from typing import Any

import pytest

from forum.hosts import MailServer, Tls


@pytest.fixture
def mailing(settings_are: Callable[..., Any]) -> None:
    settings_are(mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address("forum"))
