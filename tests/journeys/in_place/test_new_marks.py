"""What is new since the last visit says so, until it was on the screen: in a tree that is not sorted by time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment, Visit
from forum.discussion.recommending import recommend
from tests.browser.newsroom import NARROW, WIDE, Newsroom
from tests.factories import rows_of, say
from tests.journeys.in_place.scripted import Scripted, Visitors
from tests.journeys.in_place.watching import marked_new

STAY, TUNNEL = "The bridge should stay.", "And the tunnel?"
NEW_COLOUR = "rgb(184, 56, 15)"  # vermilion, #B8380F
PAUSE = timedelta(minutes=31)
ComesBack = Callable[..., None]
# Somebody who is not signed in keeps it here; so much earlier were they last heard of.
EARLIER = """ms => {
  const name = Object.keys(localStorage).find(name => name.startsWith('forum/visit/'));
  const kept = JSON.parse(localStorage.getItem(name));
  localStorage.setItem(name, JSON.stringify({ ...kept, last: kept.last - ms }));
}"""


@pytest.fixture
def width() -> int:
    return WIDE


@pytest.fixture(params=["signed in", "signed out"])
def reader(request: pytest.FixtureRequest, visitor: Visitors, ada: Account) -> Scripted:
    """Ada, who is known by her account or by what her browser keeps."""
    return visitor(ada if request.param == "signed in" else None)


@pytest.fixture
def comes_back(town: Newsroom, ada: Account, article: Article) -> ComesBack:
    """The visit ends; half an hour later there is another."""

    def come(reader: Scripted, query: str = "") -> None:
        leaves(reader)
        with town.behind(ada, article):
            visit = db.session.get(Visit, (ada.id, article.id))
            if visit is not None:
                visit.last_at -= PAUSE
        if visit is None:
            reader.page.evaluate(EARLIER, PAUSE.total_seconds() * 1000)
        reader.open(f"/articles/{article.slug}{query}")

    return come


def leaves(reader: Scripted) -> None:
    """Goes to another page, and what was seen is on record."""
    reader.page.wait_for_load_state("networkidle")
    reader.open("/")
    reader.page.wait_for_load_state("networkidle")


def is_on_the_screen(reader: Scripted, words: str) -> None:
    """Long enough to be seen: the button of what is new does not count it any more."""
    comment = reader.comment(words)
    comment.scroll_into_view_if_needed()
    name = comment.get_attribute("id")
    reader.page.wait_for_function("id => !document.querySelector('new-marks').unmet.has(id)", arg=(name or "")[1:])


def next_new(reader: Scripted) -> Locator:
    return reader.page.locator("new-marks button")


def test_on_a_first_visit_nothing_is_new_and_next_time_what_came_since_is(
    town: Newsroom, reader: Scripted, comes_back: ComesBack, ben: Account, article: Article, opinion: Comment
) -> None:
    reader.open(article)
    assert marked_new(reader) == []
    expect(next_new(reader)).to_be_hidden()
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    comes_back(reader)
    word = reader.comment(TUNNEL).locator(".new")
    expect(word).to_have_text("New")
    expect(word).to_have_css("color", NEW_COLOUR)
    assert marked_new(reader) == [TUNNEL]
    expect(next_new(reader)).to_be_in_viewport()
    is_on_the_screen(reader, TUNNEL)
    assert marked_new(reader) == [TUNNEL], "the word vanished before their eyes"
    expect(next_new(reader)).to_be_hidden()
    comes_back(reader)
    assert marked_new(reader) == []


@pytest.mark.parametrize("reader", ["signed in"], indirect=True)
def test_what_one_says_oneself_is_never_new(
    town: Newsroom, reader: Scripted, comes_back: ComesBack, ada: Account, ben: Account, article: Article
) -> None:
    reader.open(article)
    reader.root.say("I was there.")
    reader.meets("I was there.")
    with town.behind(ada, ben, article):
        say(ada, article, "From my telephone.")
        say(ben, article, TUNNEL)
    comes_back(reader)
    assert marked_new(reader) == [TUNNEL]


def test_what_was_never_on_the_screen_stays_new_although_later_ones_were_seen(
    town: Newsroom, reader: Scripted, comes_back: ComesBack, ada: Account, ben: Account, article: Article
) -> None:
    """The high-water mark's error: in the order of Best the second page holds what came first."""
    reader.open(article)
    with town.behind(ada, ben, article):
        say(ben, article, "Nobody has seen this.")
        rows_of(article, ben, [None] * 50)
        recommend(say(ben, article, "Everybody has."), by=ada)
    leaves(reader)
    reader.open(article)
    is_on_the_screen(reader, "Everybody has.")
    expect(reader.comment("Nobody has seen this.")).to_have_count(0)
    comes_back(reader)
    expect(reader.comment("Everybody has.")).to_be_visible()
    assert "Everybody has." not in marked_new(reader)
    reader.follow("More comments")
    assert marked_new(reader)[-1] == "Nobody has seen this."


def test_within_half_an_hour_it_is_the_same_visit(
    town: Newsroom, reader: Scripted, comes_back: ComesBack, ben: Account, article: Article, opinion: Comment
) -> None:
    reader.open(article)
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
        rows_of(article, ben, [None] * 20)
        say(ben, article, "On top.")
    comes_back(reader)
    is_on_the_screen(reader, "On top.")
    leaves(reader)
    reader.open(article)
    assert set(marked_new(reader)) == {TUNNEL, "I was there."}


def test_what_was_seen_on_one_browser_is_known_on_another(
    town: Newsroom, visitor: Visitors, comes_back: ComesBack, ada: Account, ben: Account, article: Article
) -> None:
    desk, telephone = visitor(ada), visitor(ada)
    desk.open(article)
    with town.behind(ben, article):
        say(ben, article, STAY)
        say(ben, article, TUNNEL)
    comes_back(telephone)
    assert marked_new(telephone) == [TUNNEL, STAY]
    is_on_the_screen(telephone, STAY)
    is_on_the_screen(telephone, TUNNEL)
    leaves(telephone)
    desk.open(article)
    assert marked_new(desk) == []
    assert desk.page.evaluate("() => Object.keys(localStorage)") == []


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("reader", ["signed out"], indirect=True)
def test_next_new_walks_them_in_order_by_keyboard_and_counts_down(
    town: Newsroom, reader: Scripted, comes_back: ComesBack, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        say(ben, article, "Because of the view.", opinion)
    reader.open(article)
    reader.page.locator(".replies > summary").press("Enter")
    with town.behind(ben, article, opinion):
        say(ben, article, "What view?", opinion)
        rows_of(article, ben, [None] * 30)
        say(ben, article, TUNNEL)
    comes_back(reader, "?sort=oldest")
    expect(reader.comment("Because of the view.")).to_be_hidden()
    expect(next_new(reader)).to_have_text("Next new (32)")
    order = reader.page.locator(".comment", has=reader.page.locator(".new"))
    for nth in range(4):
        next_new(reader).press("Enter")
        expect(order.nth(nth)).to_be_focused()
        expect(order.nth(nth)).to_be_in_viewport()
        expect(next_new(reader)).to_have_text(f"Next new ({31 - nth})")
    expect(reader.comment("What view?")).to_be_visible()
