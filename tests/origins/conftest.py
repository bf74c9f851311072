"""Sites on whose pages discussions stand, and what is read on them."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.articles.models import Openness
from forum.db import db
from forum.fetching.door import Door
from forum.origins.checking import Checked, check, fetch_page
from forum.origins.forms import OriginForm
from forum.origins.keeping import add_origin
from forum.origins.models import Origin
from tests.fetching.elsewhere import Elsewhere, Manner, answers, elsewhere
from tests.visiting import ADDRESS

BLOG = "https://www.example.org"
# What an owner pastes, and its parts.
SCRIPT = f'<script type="module" src="{ADDRESS}/embed.js"></script>'
LINK = f'<a href="{ADDRESS}/embed/at?key=season-2">Comments</a>'
ELEMENT = f'<forum-comments article="season-2" title="Season 2">{LINK}</forum-comments>'
WHOLE = SCRIPT + ELEMENT

ListSite = Callable[..., Origin]
Looked = Callable[..., Checked]


def page(html: str, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> Manner:
    """A server's answer with a page."""
    return answers(status, html.encode(), Content_Type=kind, **headers)


@pytest.fixture
def asked(app: Flask) -> Iterator[None]:
    """Within a request, as on a server: which site is ours is said by its address."""
    with app.test_request_context(base_url=ADDRESS):
        yield


@pytest.fixture
def list_site(asked: None, eve: Account) -> ListSite:
    """A listed site: `list_site()`, `list_site("https://b.example", opens_articles=False)`."""

    def add(origin: str = BLOG, opens_articles: bool = True, stance: Openness | None = None) -> Origin:
        row = add_origin(origin, OriginForm(opens_articles, stance), eve)
        db.session.flush()
        return row

    return add


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


@pytest.fixture
def looked(list_site: ListSite, there: Elsewhere) -> Looked:
    """What the check says of a page that answers so: `looked(page(WHOLE))`."""
    origin = f"http://127.0.0.1:{there.port}"
    list_site(origin)

    def look(*manners: Manner, path: str = "/2026/season-2") -> Checked:
        there.manners = list(manners)
        fetched = fetch_page(origin, origin + path, Door(site_is_on_loopback=True, within=0.5))
        return check(fetched, origin, ADDRESS)

    return look
