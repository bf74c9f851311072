"""S33 and S26 in Chromium: a change of direction stays where it was written, and a key stays in its own address."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from forum import ids
from forum.accounts.models import Account
from forum.accounts.tickets import make_sign_in_link
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.discussion.wording import word
from tests.browser.newsroom import Newsroom, newsroom, path_of, tab
from tests.factories import an_article, person, say

pytestmark = pytest.mark.one_database

# All of them opened and never closed: overrides, embeddings, isolates, and ends that would close what others opened.
UNCLOSED = [
    "\u202e",
    "\u202d",
    "\u202b",
    "\u2067",
    "\u2067\u202e",
    "\u202c\u2069\u202e",
    "&#8238;",
    "**\u202e",
    "[x\u202e",
]


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("directions")) as site:
        yield site


@pytest.fixture
def window(running: Newsroom, browser: Browser) -> Iterator[Page]:
    with tab(browser, running.address) as page:
        yield page
    running.empty()


@pytest.fixture
def otto(running: Newsroom) -> Account:
    with running.behind():
        return person("otto")


@pytest.fixture
def article(running: Newsroom) -> Article:
    with running.behind():
        return an_article()


@pytest.fixture
def comment(running: Newsroom, otto: Account, article: Article) -> Comment:
    """Otto's comment, between what others say."""
    with running.behind(otto, article):
        nils = person("nils")
        say(nils, article, "Said before, from left to right (1, 2).")
        middle = say(otto, article, "Esse otto.")
        say(nils, article, "Said in answer, from left to right (3, 4).", middle)
        say(nils, article, "Said after, from left to right (5, 6).")
        return middle


def picture(page: Page, path: str, hidden: str) -> bytes:
    """What there is to see, except inside the elements `hidden`: their places are covered."""
    page.goto(path)
    return page.screenshot(full_page=True, mask=[page.locator(hidden)], animations="disabled")


def test_s33_an_unclosed_direction_changes_no_pixel_outside_its_comment(
    running: Newsroom, window: Page, article: Article, comment: Comment
) -> None:
    words = f"#c{_name(comment)} > .prose"
    plain = picture(window, path_of(article), words)
    for unclosed in UNCLOSED:
        with running.behind(comment):
            word(comment, f"Esse {unclosed}otto.")
        assert picture(window, path_of(article), words) == plain, ascii(unclosed)


def test_s33_an_unclosed_direction_in_a_name_changes_no_pixel_outside_it(
    running: Newsroom, window: Page, otto: Account, article: Article, comment: Comment
) -> None:
    pages = [path_of(article), f"/c/{_name(comment)}", "/people/otto"]
    before = [picture(window, path, "bdi") for path in pages]
    for unclosed in ("\u202e", "\u2067"):
        with running.behind(otto):
            otto.display_name = f"Otto{unclosed}"
        assert [picture(window, path, "bdi") for path in pages] == before, ascii(unclosed)


def test_s33_the_comparison_would_notice(window: Page, article: Article) -> None:
    """The same name, without the element that isolates it."""
    window.goto(path_of(article))
    pictures = set()
    # The first one isolated too: fonts may set what begins a run of its own a hair further on.
    for name in ("<bdi>Otto</bdi>", "<bdi>Otto\u202e</bdi>", "Otto\u202e"):
        window.evaluate("name => { document.querySelector('.colophon p').innerHTML = `${name} (1, 2), run` }", name)
        pictures.add(window.locator(".colophon").screenshot())
    assert len(pictures) == 2


def test_s26_a_sign_in_link_works_and_its_key_is_in_no_referer(running: Newsroom, window: Page, otto: Account) -> None:
    with running.behind(otto):
        token = make_sign_in_link(otto)
    told: list[Any] = []
    window.context.on("request", lambda request: told.append(request.all_headers().get("referer", "")))
    window.goto(f"/sign-in/link/{token}")
    window.get_by_role("button", name="Sign in").click()
    window.wait_for_url("**/")
    assert window.get_by_role("link", name="Otto").is_visible()
    assert not [referer for referer in told if token in referer]


def _name(comment: Comment) -> str:
    return ids.to_text(comment.id)
