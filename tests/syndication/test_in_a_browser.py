"""What only a browser shows: counts in pages of other sites, and that data in our page is not taken for script."""

import gzip
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from forum.ids import to_text
from forum.web.bundles import made
from tests.browser.looks import Watch
from tests.browser.newsroom import Newsroom, newsroom
from tests.factories import an_article, person, say
from tests.syndication.host import page_elsewhere

LARGEST = 700  # bytes, packed
ORDINARY, URL = "the-bridge", "https://courier.example/the-ferry?utm_source=mail"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("counted")) as running:
        with running.behind():
            ada = person("ada")
            say(ada, an_article(ORDINARY), "I was </script><!-- there.")
            ferry = an_article("the-ferry", url="https://courier.example/the-ferry", key="news/7")
            for n in range(2):
                say(ada, ferry, f"Number {n}.")
            an_article("the-tunnel")
        yield running


@pytest.fixture
def elsewhere(site: Newsroom, browser: Browser) -> Iterator[Callable[[str], tuple[Page, list[Request], Watch]]]:
    """Opens a page of another site with our script in it: the page, what it asked us, and what went wrong."""
    with browser.new_context() as context:
        page = context.new_page()
        asked: list[Request] = []

        def visit(html: str) -> tuple[Page, list[Request], Watch]:
            with page_elsewhere(f'<script src="{site.address}/counts.js" async></script>{html}', site.address) as host:
                # All that it may ask is the page itself and us.
                watch = Watch(page, site.address)
                page.on("request", lambda request: asked.append(request) if "/counts" in request.url else None)
                page.goto(host, wait_until="networkidle")
                assert watch.asked.pop(0) == host
                return page, [request for request in asked if "/counts?" in request.url], watch

        # Whoever has a cookie of ours sends it nowhere.
        context.add_cookies([{"name": "forum", "value": "canary", "url": site.address, "sameSite": "Lax"}])
        yield visit


def test_the_script_keeps_to_its_budget() -> None:
    assert len(made("counts.js").packed) <= LARGEST
    assert gzip.decompress(made("counts.js").packed) == made("counts.js").text


def test_a_page_of_another_site_is_told_how_much_is_said(
    site: Newsroom, elsewhere: Callable[[str], tuple[Page, list[Request], Watch]]
) -> None:
    with site.behind():
        tunnel = to_text(an_article("by-number").id)
    names = {
        "key": "news/7",
        "slug": ORDINARY,
        "address": URL,
        "none": "the-tunnel",
        "id": tunnel,
        "unknown": "nothing",
    }
    links = "".join(f'<a id="{name}" href="/x" data-forum-count="{text}">Talk</a>' for name, text in names.items())
    links += '<a id="again" href="/y" data-forum-count="news/7">Talk</a><a id="other" href="/z">Talk</a>'
    links += '<a id="own" href="https://courier.example/the-ferry#comments" data-forum-count>Talk</a>'
    page, asked, watch = elsewhere(links)
    said = dict.fromkeys(("key", "address", "again", "own"), "2 comments")
    said |= {"slug": "1 comment", "none": "No comments yet", "id": "No comments yet"}
    for name in [*names, "again", "other", "own"]:
        expect(page.locator(f"#{name}")).to_have_text(said.get(name, "Talk"))
    assert len(asked) == 1
    assert "cookie" not in asked[0].all_headers()
    assert watch.broken() == []


def test_a_long_list_is_asked_for_in_pieces_that_are_answered(
    elsewhere: Callable[[str], tuple[Page, list[Request], Watch]],
) -> None:
    short = [f"none-{n}" for n in range(150)]
    long = [f"https://courier.example/{n}/{'x' * 900}" for n in range(20)]
    names = [*short, *long, ORDINARY]
    page, asked, watch = elsewhere("".join(f'<a data-forum-count="{name}">Talk</a>' for name in names))
    expect(page.locator("a").last).to_have_text("1 comment")
    pieces = [parse_qs(urlsplit(request.url).query)["of"] for request in asked]
    assert sorted(name for piece in pieces for name in piece) == sorted(names)
    assert max(map(len, pieces)) <= 100 and max(len(request.url) for request in asked) < 8_000
    assert watch.broken() == []


def test_a_page_that_asks_after_nothing_asks_nothing_and_one_that_cannot_ask_stays_as_it_is(
    elsewhere: Callable[[str], tuple[Page, list[Request], Watch]],
) -> None:
    _, asked, watch = elsewhere("<a href='/'>Talk</a>")
    assert (asked, watch.broken()) == ([], [])


@pytest.mark.parametrize("failing", ["abort", "busy"])
def test_where_we_do_not_answer_the_links_stay_as_they_are(
    elsewhere: Callable[[str], tuple[Page, list[Request], Watch]], failing: str, site: Newsroom, browser: Browser
) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.route("**/counts?*", lambda route: route.abort() if failing == "abort" else route.fulfill(status=503))
        html = f'<a data-forum-count="{ORDINARY}">Talk</a><script src="{site.address}/counts.js"></script>'
        with page_elsewhere(html, site.address) as host:
            page.goto(host, wait_until="networkidle")
        expect(page.locator("a")).to_have_text("Talk")
        assert errors == []


def test_data_in_our_page_is_no_script_to_a_browser(site: Newsroom, browser: Browser) -> None:
    with browser.new_context(base_url=site.address) as context:
        page = context.new_page()
        watch = Watch(page, site.address)
        page.goto(f"/articles/{ORDINARY}", wait_until="networkidle")
        data = page.locator("script[type='application/ld+json']")
        found = data.evaluate("block => JSON.parse(block.textContent)")
        assert found["comment"][0]["text"] == "I was </script><!-- there."
        # The policy was there and would have been told of: what is script and inline it is told of.
        assert watch.broken() == []
        page.evaluate("document.body.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
        page.wait_for_function("violations.length > 0")
        assert [each for each in watch.broken() if each.startswith("script-src-elem inline")]
        assert page.evaluate("window.ran") is None
