"""Recommending and sharing: done where one stands, told at once, and taken back as easily."""

import re

import pytest
from playwright.sync_api import Locator, Route, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.discussion.recommending import recommend
from tests.browser.newsroom import NARROW, WIDE, Newsroom, page_of
from tests.factories import say
from tests.journeys.in_place.scripted import Scripted, Visitors

STAY = "The bridge should stay."


@pytest.fixture
def width() -> int:
    return WIDE


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, reading what Ben said."""
    found = visitor(ada)
    found.open(article)
    return found


def recommends(reader: Scripted, words: str = STAY) -> Locator:
    """The button of the comment that says `words`, whatever it says now."""
    return reader.comment(words).get_by_role("button", name=re.compile("^(▲ )?Recommend"))


def lit(button: Locator) -> bool:
    return "action--on" in (button.get_attribute("class") or "")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_it_is_given_and_taken_back_in_place_by_keyboard(
    town: Newsroom, reader: Scripted, sam: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(sam, article, opinion):
        recommend(opinion, by=sam)
    reader.open(article)
    button = recommends(reader)
    button.focus()
    for says in ("Recommended · 2", "Recommend · 1"):
        reader.page.keyboard.press("Enter")
        expect(button).to_contain_text(says)
        expect(button).to_be_focused()
        reader.stayed()
    reader.page.keyboard.press("Space")
    expect(button).to_contain_text("Recommended · 2")
    reader.page.reload()
    expect(button).to_contain_text("Recommended · 2")


def test_two_presses_in_a_hurry_are_one(reader: Scripted) -> None:
    sent: list[Route] = []
    reader.page.route("**/recommend", lambda route: sent.append(route))
    recommends(reader).dblclick()
    reader.page.wait_for_function("() => document.querySelector('.actions form[aria-busy=true]')")
    assert len(sent) == 1
    sent[0].continue_()
    expect(recommends(reader)).to_contain_text("Recommended · 1")


@pytest.mark.parametrize("offline", [True, False])
def test_what_did_not_arrive_is_said_and_the_button_is_as_it_was(reader: Scripted, offline: bool) -> None:
    before = recommends(reader).inner_text()
    if offline:
        reader.page.context.set_offline(True)
    else:
        reader.page.route("**/recommend", lambda route: route.fulfill(status=500, body="<p>out of ink"))
    recommends(reader).click()
    reader.hears("Not done: the site cannot be reached." if offline else "Not done: the site has trouble.")
    assert recommends(reader).inner_text() == before
    assert not lit(recommends(reader)), "the button looks as if it had been done"
    reader.page.context.set_offline(False)
    reader.page.unroute("**/recommend")
    recommends(reader).click()
    expect(recommends(reader)).to_contain_text("Recommended · 1")


def test_what_the_server_refuses_is_said_in_its_own_words(
    town: Newsroom, reader: Scripted, ada: Account, opinion: Comment
) -> None:
    with town.behind(opinion):
        opinion.author_id = ada.id  # on another page of hers it would have no button
    recommends(reader).click()
    reader.hears("Nobody recommends their own comment.")
    assert not lit(recommends(reader)), "the button looks as if it had been done"
    reader.stayed()


def test_who_is_not_signed_in_is_asked_to_and_comes_back(visitor: Visitors, article: Article, opinion: Comment) -> None:
    cleo = visitor()
    cleo.open(article)
    with cleo.page.expect_navigation(url="**/sign-in?**"):
        recommends(cleo).click()
    cleo.follow("Register", cleo.page.locator("main"))
    cleo.register("cleo")
    recommends(cleo).click()
    expect(recommends(cleo)).to_contain_text("Recommended · 1")


def test_a_comment_that_was_loaded_in_place_is_recommended_in_place(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        for number in range(5):
            say(ben, article, f"Reason {number}.", opinion)
    reader.open(f"/articles/{article.slug}?sort=oldest")
    reader.page.get_by_role("link", name="Show 2 more replies to Ben").click()
    recommends(reader, "Reason 4.").click()
    expect(recommends(reader, "Reason 4.")).to_contain_text("Recommended · 1")
    expect(recommends(reader, "Reason 4.")).to_be_focused()
    reader.stayed()


def share(reader: Scripted) -> Locator:
    return reader.page.get_by_role("link", name="Share the comment by Ben", exact=True)


def test_share_copies_the_address_and_says_so(reader: Scripted, town: Newsroom, opinion: Comment) -> None:
    reader.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    share(reader).press("Enter")
    reader.hears("The address is copied.")
    expect(share(reader)).to_be_focused()
    reader.stayed()
    address = str(reader.page.evaluate("() => navigator.clipboard.readText()"))
    assert address.startswith(f"{town.address}{page_of(opinion.id)}#c")
    reader.open(address)
    reader.stands_at(STAY)


def test_with_the_control_key_share_is_a_link_like_any_other(reader: Scripted, opinion: Comment) -> None:
    with reader.page.context.expect_page() as opened:
        share(reader).click(modifiers=["Control"])
    opened.value.wait_for_url(f"**{page_of(opinion.id)}#c*")
    assert reader.announced() == []
    reader.stayed()


def test_where_nothing_may_be_copied_share_leads_to_the_comment(reader: Scripted, opinion: Comment) -> None:
    reader.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no')) }")
    with reader.page.expect_navigation(url=f"**{page_of(opinion.id)}#c*"):
        share(reader).click()
