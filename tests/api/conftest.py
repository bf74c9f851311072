"""A listed site, and pages on it."""

from collections.abc import Callable

import pytest
from flask import Flask

from forum.accounts.models import Account
from tests.api.program import BLOG, Page, listed


@pytest.fixture
def blog(app: Flask) -> str:
    """The origin of a site on the list."""
    return listed()


@pytest.fixture
def page(app: Flask, blog: str) -> Callable[..., Page]:
    """As many pages as a test needs: `page(ada)`, `page(None)`, `page(ada, "https://other.example")`."""

    def open_page(person: Account | None = None, origin: str | None = BLOG) -> Page:
        return Page(app, origin, person)

    return open_page
