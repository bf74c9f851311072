"""What tests of signing in from elsewhere share: a site that a newspaper signs its readers in to."""

from collections.abc import Callable

import pytest

from tests.sso.newspaper import NEWSPAPER


@pytest.fixture
def newspaper(settings_are: Callable[..., None]) -> None:
    """The site takes its tokens."""
    settings_are(sso=NEWSPAPER)
