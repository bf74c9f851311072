"""Sites on whose pages discussions stand."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.articles.models import Openness
from forum.db import db
from forum.origins.forms import OriginForm
from forum.origins.keeping import add_origin
from forum.origins.models import Origin
from tests.visiting import ADDRESS

BLOG = "https://www.example.org"


@pytest.fixture
def asked(app: Flask) -> Iterator[None]:
    """Within a request, as on a server: which site is ours is said by its address."""
    with app.test_request_context(base_url=ADDRESS):
        yield


@pytest.fixture
def list_site(asked: None, eve: Account) -> Callable[..., Origin]:
    """A listed site: `list_site()`, `list_site("https://b.example", opens_articles=False)`."""

    def add(origin: str = BLOG, opens_articles: bool = True, stance: Openness | None = None) -> Origin:
        row = add_origin(origin, OriginForm(opens_articles, stance), eve)
        db.session.flush()
        return row

    return add
