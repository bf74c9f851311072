"""Typing: keys do what they do everywhere, nothing stops the hand, and one can look before one posts."""

from collections.abc import Callable
from itertools import product

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.journeys.in_place.box import Box
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen, place_of

STAY = "The bridge should stay."


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, reading what Ben said."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


def box_of(reader: Scripted, which: str) -> Box:
    return reader.root if which == "root" else reader.reply(STAY)


@any_screen
@pytest.mark.parametrize("which", ["root", "reply"])
def test_tab_always_leaves_the_field(reader: Scripted, which: str) -> None:
    box = box_of(reader, which)
    names = box.element.get_by_role("listbox")
    for words, key in product(("", "So it should.", "Ask @b"), ("Tab", "Shift+Tab")):
        box.write("")
        box.field.press_sequentially(words)
        if "@" in words:
            expect(names).to_be_visible()
        box.field.press(key)
        expect(box.field).not_to_be_focused()
        expect(names).to_be_hidden()
        box.holds(words)
    reader.stayed()


@any_screen
def test_tab_goes_from_the_field_to_the_buttons_and_back(reader: Scripted) -> None:
    box = reader.reply(STAY)
    for name in ("Cancel", "Preview", "Post reply"):
        reader.page.keyboard.press("Tab")
        expect(box.element.get_by_role("button", name=name)).to_be_focused()
    for _ in range(3):
        reader.page.keyboard.press("Shift+Tab")
    box.is_focused()


@any_screen
def test_the_characters_that_are_left_are_told_from_four_fifths_on(reader: Scripted) -> None:
    box = reader.reply(STAY)
    left = box.element.locator(".composer__left")
    box.write("x" * 3999)
    expect(left).to_be_hidden()
    box.write("🙂" * 4000)
    expect(left).to_have_text("1000 left")
    assert (left.get_attribute("id") or "?") in (box.field.get_attribute("aria-describedby") or "")
    box.write("x" * 5000)
    expect(left).to_have_text("0 left")
    box.field.press("End")
    box.field.press_sequentially("!?")
    expect(left).to_have_text("2 too many")
    expect(box.field).to_have_value("x" * 5000 + "!?")
    box.write("x")
    expect(left).to_be_hidden()


@any_screen
def test_too_much_is_refused_in_the_box_and_can_be_shortened_there(reader: Scripted) -> None:
    words = "Ein Wörtchen dazu 🙂\n" * 250
    box = reader.reply(STAY)
    box.say(words + "x")
    box.complains("That is 1 character too long: a comment has at most 5,000.", words + "x")
    box.field.press("Backspace")
    box.post()
    reader.meets("Ein Wörtchen dazu 🙂")
    box.is_gone()
    reader.stayed()


@any_screen
@pytest.mark.parametrize("which", ["root", "reply"])
def test_nothing_but_spaces_is_refused_in_the_box(reader: Scripted, which: str) -> None:
    box = box_of(reader, which)
    box.say(" \n\u200b")
    box.complains("Write something first: there is nothing to read in the box.", " \n\u200b")
    box.say("Now I did.")
    reader.meets("Now I did.")
    reader.stayed()


@any_screen
def test_an_empty_box_is_not_sent(reader: Scripted) -> None:
    with reader.asking_nothing():
        reader.root.post()
        expect(reader.page.locator("textarea:invalid:focus")).to_have_count(1)


def test_the_box_grows_with_the_text_up_to_a_part_of_the_screen(reader: Scripted) -> None:
    def height() -> float:
        shape = box.field.bounding_box()
        assert shape
        return shape["height"]

    box = reader.reply(STAY)
    empty = height()
    box.write("One line.\n" * 8)
    grown = height()
    assert grown > empty + 60
    inner = "field => field.scrollHeight - field.clientHeight"
    assert box.field.evaluate(inner) <= 2, "nothing to scroll yet"
    box.write("One line.\n" * 200)
    assert grown < height() <= 0.71 * 800


@pytest.mark.parametrize("which", ["root", "reply"])
def test_a_preview_stands_above_the_box_and_posts_nothing(reader: Scripted, which: str, article: Article) -> None:
    box = box_of(reader, which)
    preview = box.element.get_by_role("region", name="Preview")
    for words, bold in (("**Never** again.", "Never"), ("**Now** and then.", "Now")):
        box.write(words)
        box.press("Preview")
        expect(preview.locator("strong")).to_have_text(bold)
        box.holds(words)
    reader.stayed()
    assert (
        preview.evaluate("shown => shown.compareDocumentPosition(shown.parentElement.querySelector('textarea'))") == 4
    )
    every = reader.page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(every) == len(set(every))
    expect(reader.page.locator("#comment-count")).to_have_text("1")
    box.post()
    reader.meets("Now and then.")
    expect(preview).to_have_count(0)


@any_screen
def test_a_visitor_can_look_too_and_stays_where_they_are(visitor: Visitors, article: Article) -> None:
    cleo = visitor()
    cleo.open(article)
    cleo.root.write("**Never** again.")
    cleo.root.press("Preview")
    expect(cleo.root.element.get_by_role("region", name="Preview").locator("strong")).to_have_text("Never")
    cleo.root.holds("**Never** again.")
    cleo.stayed()
    cleo.keeps(place_of(article), "**Never** again.")


def by_control_enter(box: Box) -> None:
    box.field.press("Control+Enter")


def by_command_enter(box: Box) -> None:
    box.field.press("Meta+Enter")


@any_screen
@pytest.mark.parametrize("send", [by_control_enter, by_command_enter])
def test_two_keys_post_as_well(reader: Scripted, send: Callable[[Box], None]) -> None:
    for box, words in ((reader.root, "I was there."), (reader.reply(STAY), "So it should.")):
        box.write(words)
        send(box)
        reader.meets(words)
    reader.stayed()


@any_screen
def test_two_hasty_presses_make_one_comment(reader: Scripted) -> None:
    reader.root.write("I was there.")
    with reader.on_its_way() as held:
        for _ in range(2):
            by_control_enter(reader.root)
    assert len(held) == 1
    reader.meets("I was there.")
    reader.page.reload()
    expect(reader.page.locator("#comment-count")).to_have_text("2")
