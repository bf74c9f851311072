"""With the keyboard alone one does whatever there is to do, and always knows where one stands."""

import re

import pytest
from playwright.sync_api import Locator, expect

from forum.articles.models import Article
from tests.browser.newsroom import Newsroom, path_of
from tests.browser.reader import Reader, Readers
from tests.browser.town import Town
from tests.factories import an_article, say

FAR = 40  # presses of Tab: farther than anything is in a thread of two
STAY, WEDDING = "The bridge should stay.", "It ends with ||a wedding||."


@pytest.fixture
def article(running: Newsroom, town: Town, request: pytest.FixtureRequest) -> Article:
    """Ben says two things, and answers himself."""
    ben = town.people["ben"]
    with running.behind(ben):
        article = an_article(re.sub(r"[^a-z]+", "-", request.node.name))
        say(ben, article, WEDDING)
        say(ben, article, "Because of the view.", say(ben, article, STAY))
        return article


@pytest.fixture
def reader(readers: Readers, town: Town, article: Article) -> Reader:
    found = readers(town.people["ada"])
    found.open(path_of(article))
    return found


def go_to(reader: Reader, control: Locator, key: str = "Tab") -> None:
    """Press Tab until it has the focus."""
    for _ in range(FAR):
        reader.page.keyboard.press(key)
        if control.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{control} is not reached within {FAR} stops")


def reply_link(reader: Reader, words: str) -> Locator:
    return reader.comment(words).locator("reply-link:not([quoting]) a")


def box_at(reader: Reader, words: str) -> Locator:
    return reader.comment(words).locator("xpath=following-sibling::comment-box").locator("textarea")


def test_reply_leads_into_the_box_escape_back_and_posting_to_the_comment(reader: Reader) -> None:
    keys = reader.page.keyboard
    go_to(reader, reply_link(reader, STAY))
    keys.press("Enter")
    expect(box_at(reader, STAY)).to_be_focused()
    keys.press("Escape")
    expect(reply_link(reader, STAY)).to_be_focused()
    keys.press("Enter")
    keys.type("So it should.")
    keys.press("Tab")
    expect(reader.page.get_by_role("button", name="Cancel")).to_be_focused()
    keys.press("Shift+Tab")
    keys.press("Control+Enter")
    expect(reader.comment("So it should.")).to_have_attribute("aria-current", "true")
    expect(reader.comment("So it should.")).to_be_focused()
    keys.press("Tab")  # and from there one goes on
    expect(reader.comment("So it should.").get_by_role("link", name="Ada", exact=True)).to_be_focused()


def test_a_comment_is_quoted_edited_deleted_and_brought_back(reader: Reader) -> None:
    keys = reader.page.keyboard
    go_to(reader, reader.comment(STAY).locator(".menu-button"))
    keys.press("Enter")
    go_to(reader, reader.comment(STAY).get_by_role("link", name="Quote"))
    keys.press("Enter")
    expect(box_at(reader, STAY)).to_have_value(f"> {STAY}\n\n")
    expect(box_at(reader, STAY)).to_be_focused()
    keys.type("Why?")
    keys.press("Control+Enter")
    expect(reader.comment("Why?")).to_have_attribute("aria-current", "true")
    expect(reader.comment("Why?")).to_be_focused()
    menu = reader.comment("Why?").locator(".menu-button")
    go_to(reader, menu)
    keys.press("Enter")
    keys.press("Escape")
    expect(menu).to_be_focused()
    keys.press("Enter")
    go_to(reader, reader.comment("Why?").get_by_role("link", name="Edit"))
    keys.press("Enter")
    expect(reader.page.get_by_role("textbox", name="Your comment")).to_be_focused()
    keys.press("Escape")
    expect(menu).to_be_focused()
    keys.press("Enter")
    go_to(reader, reader.comment("Why?").get_by_role("link", name="Delete"))
    keys.press("Enter")
    expect(reader.comment("Because of the view.")).to_be_focused()
    go_to(reader, reader.page.get_by_role("button", name="Undo"), "Shift+Tab")
    keys.press("Enter")
    expect(reader.comment("Why?")).to_be_focused()


def test_branches_spoilers_and_recommendations_answer_to_enter_and_to_space(reader: Reader) -> None:
    keys = reader.page.keyboard
    branch = reader.page.locator(".replies > summary")
    spoiler = reader.comment("It ends with").locator("summary")
    for key in ("Enter", "Space"):
        reader.page.evaluate("() => document.activeElement.blur()")
        go_to(reader, branch)
        keys.press(key)
        expect(reader.comment("Because of the view.")).to_be_hidden()
        expect(branch).to_be_focused()
        keys.press(key)
        expect(reader.comment("Because of the view.")).to_be_visible()
        go_to(reader, spoiler)
        keys.press(key)
        expect(spoiler.locator("..")).to_have_attribute("open", "")
        expect(spoiler).to_be_focused()
        keys.press(key)
        expect(spoiler.locator("..")).not_to_have_attribute("open", "")
        go_to(reader, reader.comment("It ends with").get_by_role("button", name="Recommend"))
        keys.press(key)
        expect(reader.comment("It ends with").locator("swap-form form")).not_to_have_attribute("aria-busy", "true")
        expect(reader.comment("It ends with").locator("swap-form button")).to_be_focused()
