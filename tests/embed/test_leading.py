"""Where the link leads that stands under a discussion on another site's page."""

from collections.abc import Callable
from urllib.parse import urlencode

from lxml import html

from forum.articles.models import Article
from forum.db import db
from forum.origins.models import Origin
from tests.embed.conftest import BLOG
from tests.factories import an_article
from tests.visiting import Visitor

List = Callable[..., Origin]
NEW = {"url": f"{BLOG}/ferry?utm_source=mail", "title": '<b>"Late"</b>', "key": "ferry"}


def there(client: Visitor, **words: str) -> tuple[int, str]:
    """The status, and where it leads."""
    answer = client.get(f"/embed/at?{urlencode(words)}")
    return answer.status_code, answer.location or ""


def test_it_leads_to_the_page_of_the_discussion(client: Visitor) -> None:
    an_article("the-late-ferry", key="ferry", url=f"{BLOG}/ferry")
    for words in ({"key": "ferry"}, {"url": f"{BLOG}/ferry/?utm_source=mail"}, NEW):
        assert there(client, **words) == (303, "/articles/the-late-ferry"), words


def test_where_nobody_has_spoken_it_says_how_that_begins_and_leads_back(client: Visitor, list_site: List) -> None:
    list_site()
    answer = client.get(f"/embed/at?{urlencode(NEW)}")
    page = html.fromstring(answer.text)
    assert (answer.status_code, answer.headers["X-Robots-Tag"]) == (200, "noindex")
    assert page.xpath("string(//h1)") == NEW["title"]
    assert page.xpath("//main//a/@href") == [NEW["url"]]
    assert db.session.query(Article).count() == 0, "looking opens nothing"


def test_no_page_of_another_site_is_led_to(client: Visitor, list_site: List) -> None:
    list_site(opens_articles=False)
    for url in (f"{BLOG}/ferry", "https://evil.example/", "javascript:alert(1)", ""):
        assert there(client, url=url, title="x")[0] in {400, 404}, url
