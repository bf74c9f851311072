"""Sites on whose pages discussions stand."""

from collections.abc import Callable

import pytest

from forum import clock
from forum.db import db
from forum.origins.models import Origin

BLOG = "https://www.example.org"


@pytest.fixture
def list_site(app: object) -> Callable[..., Origin]:
    """A listed site: `list_site()`, `list_site("https://b.example", opens_articles=False)`."""

    def add(origin: str = BLOG, opens_articles: bool = True) -> Origin:
        row = Origin(origin=origin, opens_articles=opens_articles, added_at=clock.now())
        db.session.add(row)
        db.session.flush()
        return row

    return add
