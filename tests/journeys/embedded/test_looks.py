"""How a discussion stands on another site's page: what it weighs, that nothing moves, and that everybody can use it."""

from collections.abc import Callable
from typing import Literal

import pytest
from playwright.sync_api import Page, Response, Route, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.origins.snippets import ROOM
from tests.browser.looks import axe, sideways
from tests.browser.newsroom import NARROW, Newsroom
from tests.browser.test_weight import PAINTED, SHIFTS
from tests.factories import rows_of, say
from tests.journeys.embedded.hosts import Host, page_with, snippet
from tests.journeys.embedded.visiting import Guests, named

SCRIPT, STYLE = 10 * 1024, 6 * 1024  # bytes, packed: the budget of a page of ours
STORY = "<p>The ferry has been late for a week.</p>"


def test_it_weighs_no_more_than_a_page_of_ours(
    plain: str, guest: Guests, town: Newsroom, blog: Host, opinion: Comment
) -> None:
    reader = guest()
    answers: list[Response] = []
    reader.page.on("response", lambda answer: answers.append(answer))
    reader.open(plain)
    reader.page.wait_for_load_state("networkidle")
    ours = {answer.url.removeprefix(town.address).split("?")[0]: answer for answer in answers if answer.url != plain}
    names = sorted(name.rpartition("/")[2] for name in ours)
    assert names == ["at.html", "embed.css", "embed.js"], "nothing else comes, and nothing from anywhere else"
    for name, most in (("embed.js", SCRIPT), ("embed.css", STYLE)):
        answer = next(found for path, found in ours.items() if path.endswith(name))
        assert answer.header_value("content-encoding") == "gzip"
        assert 0 < answer.request.sizes()["responseBodySize"] <= most, name


def far_down(blog: Host, town: Newsroom) -> str:
    return blog.has("/ferry", page_with(snippet(town.address), story=STORY * 60))


def just_below(blog: Host, town: Newsroom) -> str:
    return blog.has("/ferry", page_with(ROOM + snippet(town.address), story=STORY * 14))


def in_sight(blog: Host, town: Newsroom) -> str:
    return blog.has("/ferry", page_with(ROOM + snippet(town.address), story=STORY))


@pytest.mark.parametrize("many", [0, 30])
@pytest.mark.parametrize("story", [far_down, just_below, in_sight], ids=lambda story: story.__name__)
def test_nothing_on_the_page_moves_when_it_comes(
    guest: Guests, town: Newsroom, blog: Host, article: Article, ben: Account, story: Callable[..., str], many: int
) -> None:
    with town.behind(article, ben):
        _ = [say(ben, article, f"Number {number}.") for number in range(many)]
    reader = guest()
    address = story(blog, town)
    assert arrive(reader.page, address, town) == []
    reader.section.scroll_into_view_if_needed()
    reader.page.evaluate(PAINTED)
    assert reader.page.evaluate("shifts") == []


def test_nothing_moves_where_a_comment_is_named(
    guest: Guests, town: Newsroom, blog: Host, article: Article, ben: Account, opinion: Comment
) -> None:
    with town.behind(article, ben):
        rows_of(article, ben, [None] * 60)
    reader = guest()
    assert arrive(reader.page, just_below(blog, town) + named(opinion.id), town) == []
    reader.meets("The ferry is late.")


def arrive(page: Page, address: str, town: Newsroom) -> list[object]:
    """The page is read before any of ours is there; what has moved on it when all of it is."""
    held: list[Route] = []
    page.add_init_script(SHIFTS)
    page.route(f"{town.address}/embed/**", lambda route: held.append(route))
    page.goto(address)
    page.evaluate(PAINTED)
    while not held and "#" not in address and not _is_near(page):
        page.mouse.wheel(0, 400)
        page.evaluate(PAINTED)
    expect(page.locator("forum-comments")).to_have_attribute("aria-busy", "true")
    held[0].continue_()
    expect(page.locator("forum-comments .discussion")).to_be_attached()
    page.wait_for_load_state("networkidle")
    page.evaluate(PAINTED)
    found: list[object] = page.evaluate("shifts")
    return found


def _is_near(page: Page) -> bool:
    busy: bool = page.evaluate("() => document.querySelector('forum-comments').ariaBusy === 'true'")
    return busy


def test_a_page_that_moves_would_be_noticed(guest: Guests, town: Newsroom, blog: Host, opinion: Comment) -> None:
    reader = guest()
    arrive(reader.page, in_sight(blog, town), town)
    reader.page.evaluate("() => { document.querySelector('h1').style.marginBlockEnd = '90px' }")
    reader.page.evaluate(PAINTED)
    assert reader.page.evaluate("shifts") != []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    guest: Guests,
    town: Newsroom,
    blog: Host,
    answer: Comment,
    ada: Account,
    scheme: Literal["light", "dark"],
    width: int,
) -> None:
    style = "<style>:root { color-scheme: light dark } body { margin: 16px; background: Canvas }</style>"
    reader = guest(ada)
    reader.page.emulate_media(color_scheme=scheme)
    reader.open(blog.has("/ferry", page_with(snippet(town.address), head=style)))
    assert axe(reader.page) == ""
    reader.reply("The ferry is late.").write("So it is.")
    with reader.page.context.expect_page() as opened:
        reader.root.say("I was on it.")
    assert axe(opened.value) == ""
    opened.value.route("**/handing-over.js", lambda route: route.abort())  # or it would be shut before one could look
    reader.agrees(opened.value, "Ada")
    expect(opened.value.get_by_role("heading", name="You are signed in")).to_be_visible()
    assert axe(opened.value) == ""
    reader.meets("I was on it.")
    assert axe(reader.page) == ""
    assert sideways(reader.page, width) == []


@pytest.mark.parametrize("width", [NARROW])
@pytest.mark.parametrize("says", ["", ":root { color-scheme: dark }"], ids=["says nothing", "says so"])
def test_on_a_dark_page_it_is_read(
    guest: Guests, town: Newsroom, blog: Host, answer: Comment, ada: Account, says: str
) -> None:
    """Most blogs that are dark just set two colours."""
    style = f"<style>{says} body {{ background: #14181d; color: #dfe6ee }}</style>"
    reader = guest(ada)
    reader.page.emulate_media(color_scheme="light")
    reader.open(blog.has("/ferry", page_with(snippet(town.address), head=style)))
    reader.reply("The ferry is late.").write("So it is.")
    assert axe(reader.page) == ""


@pytest.mark.parametrize("width", [NARROW])
@pytest.mark.parametrize("ink", ["oklch(0.278 0.033 256.848)", "color(srgb 0.1 0.151 0.16)", "#222", "rgb(20 10 200)"])
def test_a_light_page_is_not_taken_for_a_dark_one(
    guest: Guests, town: Newsroom, blog: Host, answer: Comment, ink: str
) -> None:
    """However its colours are written."""
    reader = guest()
    style = f"<style>body {{ background: #fff; color: {ink} }}</style>"
    reader.open(blog.has("/ferry", page_with(snippet(town.address), head=style)))
    expect(reader.comment("The ferry is late.")).to_be_visible()
    assert reader.page.locator("forum-comments").evaluate("one => one.style.colorScheme") == ""


def test_axe_looks_into_the_shadow_root(plain: str, guest: Guests, opinion: Comment) -> None:
    reader = guest()
    reader.open(plain)
    reader.section.locator(".prose").first.evaluate("one => one.append(document.createElement('img'))")
    assert "image-alt" in axe(reader.page)


def test_everything_is_reached_by_keyboard_and_nothing_holds_one_back(
    plain: str, guest: Guests, answer: Comment
) -> None:
    reader = guest()
    reader.open(plain)
    reader.page.evaluate("() => { document.body.tabIndex = -1; document.body.focus() }")
    inside = "() => (one => (one ? one.textContent || one.id : ''))(document.activeElement.shadowRoot?.activeElement)"
    met: list[str] = []
    while len(met) < 60 and (not met or met[-1] or not any(met)):
        reader.page.keyboard.press("Tab")
        met.append(reader.page.evaluate(inside))
    assert met.count("Post comment") == 1
    assert met[-1] == "", "one is out again"
    assert any("Reply to Ben" in name for name in met) and any("Recommend" in name for name in met)


@pytest.mark.parametrize("width", [NARROW])
def test_it_has_the_width_that_the_page_gives_it(guest: Guests, town: Newsroom, blog: Host, answer: Comment) -> None:
    """A narrow column on a wide screen is narrow, and one in a row of boxes is no sliver."""
    style = "<style>main { display: flex; width: 900px } forum-comments { flex: none }</style>"
    reader = guest()
    reader.page.set_viewport_size({"width": 1280, "height": 800})
    reader.open(blog.has("/ferry", page_with(snippet(town.address), story="", head=style)))
    wide = reader.section.evaluate("one => one.getBoundingClientRect().width")
    assert wide == 288
    hint = reader.section.locator("#hint-new").evaluate("one => getComputedStyle(one).flexBasis")
    assert hint == "100%"
