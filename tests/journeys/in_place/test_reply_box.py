"""Reply opens a box beneath the comment, and leaves the page and what was written as they were."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.in_place.box import Box
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen, place_of

STAY, GO = "The bridge should stay.", "It should go."


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, reading what Ben said."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


def by_escape(box: Box) -> None:
    box.field.press("Escape")


def by_cancel(box: Box) -> None:
    box.press("Cancel")


def test_reply_opens_a_box_in_place_without_asking_the_server(reader: Scripted) -> None:
    with reader.asking_nothing():
        box = reader.reply(STAY)
        expect(reader.page.get_by_role("textbox", name="Reply to Ben", exact=True)).to_be_focused()
    expect(box.element).to_be_in_viewport()
    expect(box.element.get_by_role("button", name="Post reply")).to_be_visible()
    reader.stayed()


@any_screen
def test_reply_opens_without_a_signal(reader: Scripted) -> None:
    reader.page.context.set_offline(True)
    box = reader.reply(STAY)
    expect(box.field).to_have_accessible_name("Reply to Ben")
    reader.stayed()


@any_screen
def test_reply_opens_by_keyboard_for_who_is_not_signed_in(
    visitor: Visitors, article: Article, opinion: Comment
) -> None:
    cleo = visitor()
    cleo.open(article)
    cleo.reply_link(STAY).focus()
    cleo.page.keyboard.press("Enter")
    cleo.box_under(STAY).is_focused()
    cleo.stayed()


@pytest.mark.parametrize("shut", [by_escape, by_cancel])
def test_a_shut_box_is_gone_and_its_words_open_again(reader: Scripted, shut: Callable[[Box], None]) -> None:
    box = reader.reply(STAY)
    box.write("So it should.")
    shut(box)
    box.is_gone()
    expect(reader.reply_link(STAY)).to_be_focused()
    reader.reply(STAY).holds("So it should.")


@any_screen
def test_a_box_that_nothing_was_written_into_leaves_nothing(reader: Scripted) -> None:
    box = reader.reply(STAY)
    by_escape(box)
    box.is_gone()
    assert reader.drafts() == {}


@any_screen
def test_a_second_press_on_reply_leads_to_the_same_box(reader: Scripted) -> None:
    reader.reply(STAY).write("So it should.")
    again = reader.reply(STAY)
    expect(again.element).to_have_count(1)
    again.holds("So it should.")


@any_screen
def test_two_boxes_do_not_know_of_one_another(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article):
        other = say(ben, article, GO)
    reader.open(article)
    first, second = reader.reply(STAY), reader.reply(GO)
    first.write("So it should.")
    second.write("Why?")
    for box in (first, second, reader.root):
        label = box.element.locator("label:visible")
        expect(box.field).to_have_id(label.get_attribute("for") or "")
        described = box.field.get_attribute("aria-describedby") or ""
        assert all(box.element.locator(f'[id="{name}"]').count() == 1 for name in described.split())
    every = reader.page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(every) == len(set(every))
    by_escape(second)
    first.holds("So it should.")
    reader.root.holds("")
    first.field.blur()
    reader.keeps(place_of(article, opinion), "So it should.")
    assert reader.drafts() == {place_of(article, opinion): "So it should.", place_of(article, other): "Why?"}


@any_screen
def test_the_way_back_from_a_box_stays_when_its_comment_was_recommended(reader: Scripted) -> None:
    box = reader.reply(STAY)
    reader.tap("Recommend the comment by Ben")
    expect(reader.comment(STAY)).to_contain_text("Recommended · 1")
    by_escape(box)
    expect(reader.reply_link(STAY)).to_be_focused()


@any_screen
def test_the_way_back_from_a_box_stays_when_its_comment_was_edited(
    town: Newsroom, reader: Scripted, ada: Account, article: Article
) -> None:
    with town.behind(ada, article):
        say(ada, article, GO)
    reader.open(article)
    reader.reply(GO)
    reader.edit(GO).say("It should go soon.")
    reader.meets("It should go soon.")
    by_escape(reader.box_under("It should go soon."))
    expect(reader.reply_link("It should go soon.")).to_be_focused()


@any_screen
def test_with_the_control_key_the_reply_is_written_on_a_page_of_its_own(reader: Scripted) -> None:
    with reader.page.context.expect_page() as opened:
        reader.reply_link(STAY).click(modifiers=["Control"])
    expect(opened.value.get_by_role("textbox", name="Reply to Ben")).to_be_visible()
    reader.box_under(STAY).is_gone()
