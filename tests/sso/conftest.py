"""What tests of signing in from elsewhere share: a site that a newspaper signs its readers in to."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from flask import Flask

from forum.config import SecondFactor
from tests.sso.newspaper import NEWSPAPER
from tests.sso.program import Program, program


@pytest.fixture
def newspaper(settings_are: Callable[..., None]) -> None:
    """The site takes its tokens."""
    settings_are(sso=NEWSPAPER)


@pytest.fixture(scope="session")
def started() -> Iterator[Program]:
    """One program for all tests."""
    with program() as found:
        yield found


@pytest.fixture
def provider(started: Program, settings_are: Callable[..., None], app: Flask) -> Iterator[Program]:
    """Fresh, and named in the settings."""
    started.asked.clear()
    settings_are(oidc=started.known())
    started.say_of("ada", name="Ada Lovelace", email="ada@example.org", email_verified=True)
    yield started
    started.manners.clear()
    app.extensions.pop("forum.provider", None)


@pytest.fixture
def staff_give_two(settings_are: Callable[..., None]) -> Callable[..., None]:
    """This site asks its staff for a second factor; other settings may go along."""
    return partial(settings_are, second_factor=SecondFactor.STAFF)
