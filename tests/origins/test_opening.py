"""Which article a page means, and how it gets a discussion."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.articles.models import Article, Openness
from forum.db import db
from forum.errors import Forbidden, Invalid
from forum.markup.render import RENDER_VERSION
from forum.origins.models import Origin
from forum.origins.naming import LONGEST_KEY, LONGEST_TITLE, title_of
from forum.origins.opening import find_article, open_article
from tests.at_once import at_once
from tests.factories import an_article
from tests.origins.conftest import BLOG
from tests.visiting import ADDRESS

ListSite = Callable[..., Origin]
PAGE = f"{BLOG}/2026/season-2"
NOT_LISTED, NOT_ADDED = "none of the sites", "nobody has added it yet"


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Article)) or 0


def test_a_page_of_a_listed_site_gets_a_discussion_once(list_site: ListSite) -> None:
    list_site()
    article = open_article(BLOG, f"{PAGE}?utm_source=letter#top", "season-2", "  Season 2,\n at last ")
    assert (article.title, article.slug, article.key, article.url) == (
        "Season 2, at last",
        "season-2-at-last",
        "season-2",
        PAGE,
    )
    assert (article.state, article.comment_count, article.version) == (Openness.OPEN, 0, 1)
    assert (article.section, article.body_html, article.render_version) == (None, "", RENDER_VERSION)
    assert open_article(BLOG, PAGE, "season-2", "Another title") is article and article.title == "Season 2, at last"
    assert count() == 1


def test_it_is_found_by_key_and_else_by_address(list_site: ListSite) -> None:
    list_site()
    with_key = open_article(BLOG, PAGE, "season-2", "Season 2")
    by_address = open_article(BLOG, f"{BLOG}/ferry", None, "The ferry")
    assert find_article("season-2", "https://moved.example/s2") is with_key
    assert find_article(None, f"{PAGE}/?fbclid=1") is with_key
    assert find_article("ferry", f"{BLOG}/ferry/") is by_address and by_address.key is None
    assert find_article(None, None) is None and find_article("ferry", None) is None
    assert find_article(None, f"{BLOG}/2026/season-3") is None


def test_several_may_be_discussed_on_one_page(list_site: ListSite) -> None:
    list_site()
    first, second = (open_article(BLOG, PAGE, key, "At ten") for key in ("live-10", "live-11"))
    assert first is not second and (first.url, second.url) == (PAGE, None)
    assert first.slug == "at-ten" and second.slug.startswith("at-ten-") and len(second.slug) == len("at-ten-") + 6
    assert find_article("live-11", PAGE) is second and find_article("live-12", PAGE) is None
    assert find_article(None, PAGE) is first


def test_an_article_that_the_site_added_itself_is_the_same(list_site: ListSite) -> None:
    list_site()
    article = an_article(key="bridge", url=f"{BLOG}/bridge")
    assert open_article(BLOG, f"{BLOG}/moved", "bridge", "x") is article and article.url == f"{BLOG}/bridge"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://www.example.org", f"{BLOG}/"])
def test_no_other_site_opens_anything(list_site: ListSite, origin: str) -> None:
    list_site()
    an_article(key="bridge")
    for key in ("bridge", "season-2"):
        with pytest.raises(Forbidden, match=NOT_LISTED):
            open_article(origin, PAGE, key, "Season 2")
    assert count() == 1


@pytest.mark.parametrize(
    "url", ["https://evil.example/2026", "http://www.example.org/", "https://www.example.org.evil.example/"]
)
def test_no_article_is_opened_for_a_page_of_another_site(list_site: ListSite, url: str) -> None:
    list_site()
    for origin in (BLOG, ADDRESS):
        with pytest.raises(Forbidden, match=NOT_LISTED):
            open_article(origin, url, "season-2", "Season 2")
    assert count() == 0


def test_a_site_that_opens_none_still_shows_what_is_there(list_site: ListSite) -> None:
    list_site(opens_articles=False)
    list_site("https://b.example")
    article = an_article(key="bridge")
    assert open_article(BLOG, PAGE, "bridge", None) is article
    for origin, url in ((BLOG, PAGE), (BLOG, "https://b.example/"), ("https://b.example", PAGE), (ADDRESS, PAGE)):
        with pytest.raises(Forbidden, match=NOT_ADDED):
            open_article(origin, url, "season-2", None)
    assert count() == 1


def test_a_key_is_taken_from_a_page_of_its_own_site_alone(list_site: ListSite) -> None:
    """`www.example.org:18` is the next post there: nobody opens it under a title of theirs in advance."""
    other = "https://b.example"
    for origin in (BLOG, other):
        list_site(origin)
    own, next_there = f"{urlsplit(BLOG).netloc}:17", f"{urlsplit(other).netloc}:18"
    for number, (origin, key, kept) in enumerate(
        [
            (BLOG, own, own),
            (BLOG, "season-2", "season-2"),
            (BLOG, next_there, None),
            (other, "18", None),
            (ADDRESS, "19", None),
        ]
    ):
        assert open_article(origin, f"{BLOG}/{number}", key, "Season 2").key == kept, (origin, key)
    assert find_article(next_there, f"{other}/18") is None
    # Without its key it is found by its address, also by who names the key.
    assert find_article("19", f"{BLOG}/4") is find_article(None, f"{BLOG}/4")


def test_our_own_page_of_an_article_opens_it_as_well(list_site: ListSite) -> None:
    list_site(stance=Openness.HELD)
    assert open_article(ADDRESS, PAGE, None, "Season 2").state == Openness.HELD


@pytest.mark.parametrize(("stance", "state"), [(None, "open"), (Openness.FIRST, "first"), (Openness.HELD, "held")])
def test_whose_comments_wait_is_as_its_site_says(list_site: ListSite, stance: Openness | None, state: str) -> None:
    list_site("https://a.example")
    list_site(stance=stance)
    assert open_article("https://a.example", PAGE, None, None).state == state


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("given", "url", "title"),
    [
        (None, PAGE, "/2026/season-2"),
        (" \u200b\n", f"{BLOG}/", "www.example.org"),
        (None, f"{BLOG}/caf%C3%A9", "/café"),
        (None, f"{BLOG}/%FF%FE", "/%FF%FE"),
        ("<b>Loud</b> & \u202eclear\x00", PAGE, "<b>Loud</b> & clear\ufffd"),
        ("Zoë\r\nBcc: all@example.org", PAGE, "Zoë Bcc: all@example.org"),
    ],
)
def test_its_title_is_what_the_page_says_or_where_it_stands(given: str | None, url: str, title: str) -> None:
    assert title_of(given, url) == title


def test_whatever_a_title_holds_it_fits(list_site: ListSite) -> None:
    list_site()
    article = open_article(BLOG, PAGE, None, "Ṩ𝖊ason " * 200)
    assert len(article.title) <= LONGEST_TITLE and article.title.endswith("…") and len(article.slug) <= 80
    again = open_article(BLOG, f"{BLOG}/b", None, "Ṩ𝖊ason " * 200)
    assert again.slug != article.slug and len(again.slug) <= 80
    assert open_article(BLOG, f"{BLOG}/{'%20' * 600}", None, "").title.startswith("/")


def test_two_who_are_the_first_at_once_speak_in_one_discussion(app: Flask, list_site: ListSite) -> None:
    list_site()

    def first() -> int:
        with app.test_request_context(base_url=ADDRESS, method="POST"):
            article = open_article(BLOG, PAGE, "season-2", "Season 2")
            db.session.commit()
            return article.id

    assert len(set(at_once(app, [first] * 4))) == 1 and count() == 1


@pytest.mark.parametrize("key", ["k" * (LONGEST_KEY + 1), "a\x00b", "\ud800"])
def test_a_key_that_cannot_be_one_is_refused(list_site: ListSite, key: str) -> None:
    list_site()
    with pytest.raises(Invalid) as refusal:
        open_article(BLOG, PAGE, key, "Season 2")
    assert refusal.value.field == "key"


def test_a_key_is_read_as_in_an_articles_file(list_site: ListSite) -> None:
    list_site()
    article = an_article(key="season 2")
    assert find_article("  season\n2 ", None) is article
    assert open_article(BLOG, PAGE, " ", "Season 2").key is None


@pytest.mark.parametrize("url", ["", "season-2", "javascript:alert(1)", "https://a@www.example.org/", f"{BLOG}/\x00"])
def test_an_address_that_cannot_be_one_is_refused(list_site: ListSite, url: str) -> None:
    list_site()
    with pytest.raises(Invalid) as refusal:
        open_article(BLOG, url, None, "Season 2")
    assert refusal.value.field == "url"
