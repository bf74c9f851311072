"""What arrives while a discussion is read on another site's page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.embedded.visiting import Guest, Guests

pytestmark = pytest.mark.parametrize("width", [375])
FERRY, MINE = "The ferry is late.", "I was on it, and it was late."


@pytest.fixture
def reader(plain: str, guest: Guests, ada: Account, opinion: Comment) -> Guest:
    """Ada, signed in, by whose clock we go."""
    reader = guest(ada)
    reader.page.clock.install()
    reader.open(plain)
    reader.signs_in("Ada")
    return reader


@pytest.fixture
def arrives(town: Newsroom, reader: Guest, ben: Account, article: Article, opinion: Comment) -> Callable[..., None]:
    """Ben says something, and the page looks again."""

    def look(*words: str, answers: bool = False) -> None:
        with town.behind(ben, article, opinion):
            for each in words:
                say(ben, article, each, opinion if answers else None)
        with reader.page.expect_response("**/live"):
            reader.page.clock.run_for(130_000)

    return look


def test_pressed_twice_it_hangs_once(reader: Guest, arrives: Callable[..., None]) -> None:
    arrives("And the tram?")
    held: list[Route] = []
    reader.page.route("**/embed/**", lambda route: held.append(route))
    expect(reader.pill).to_have_text("1 new comment")
    reader.pill.dblclick()
    while len(held) < 2:
        reader.page.evaluate("0")
    for route in held:
        route.continue_()
    reader.meets("And the tram?")
    reader.page.wait_for_load_state("networkidle")
    expect(reader.comment("And the tram?")).to_have_count(1)
    expect(reader.pill).to_be_hidden()


def test_what_one_is_about_to_press_stays_when_more_arrives(reader: Guest, arrives: Callable[..., None]) -> None:
    arrives("So it is.", answers=True)
    offer = reader.comment(FERRY).locator(".arrivals")
    expect(offer).to_have_text("1 new reply")
    offer.focus()
    arrives("Is it?", answers=True)
    expect(offer).to_have_text("2 new replies")
    expect(offer).to_be_focused()
    offer.press("Enter")
    reader.meets("Is it?")
    expect(reader.comment("So it is.")).to_be_visible()
    expect(offer).to_have_count(0)


def test_ones_own_is_no_news(reader: Guest, arrives: Callable[..., None]) -> None:
    held: list[Route] = []
    reader.page.route("**/embed/**", lambda route: held.append(route))
    reader.root.say(MINE)
    while not held:
        reader.page.evaluate("0")
    arrives()
    held[0].continue_()
    reader.meets(MINE)
    expect(reader.pill).to_be_hidden()


def test_what_arrives_is_asked_about_once_and_marked(
    reader: Guest, arrives: Callable[..., None], town: Newsroom, ada: Account, article: Article, opinion: Comment
) -> None:
    arrives("And the tram?", "And the bus?")
    with town.behind(ada, article, opinion):
        say(ada, article, "Said on my telephone.")
    arrives()
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/comments?" in request.url else None)
    reader.pill.click()
    mine = reader.comment("Said on my telephone.")
    expect(mine.get_by_role("link", name="Edit your comment")).to_be_visible()
    expect(mine.get_by_role("button", name="Recommend")).to_be_hidden()
    expect(reader.comment("And the tram?").get_by_role("link", name="Edit")).to_have_count(0)
    assert len(asked) == 1
