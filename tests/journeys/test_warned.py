"""A moderator warns somebody, who reads that before they write again, and loses no word."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Reader, Readers
from tests.factories import say

RUDE, KIND = "You are all fools.", "Be kind to whom you answer."


@pytest.fixture
def rude(town: Newsroom, ada: Account, article: Article) -> Comment:
    with town.behind(ada, article):
        return say(ada, article, RUDE)


@pytest.fixture
def warned(visitor: Readers, sam: Account, ada: Account, rude: Comment, article: Article) -> Reader:
    """Ada, whom Sam has warned: from her comment he went to her page."""
    moderator = visitor(sam)
    moderator.open(article)
    moderator.follow("Moderate", moderator.menu(RUDE))
    moderator.follow("More about Ada")
    moderator.page.get_by_label("Warn.").check()
    moderator.fill(reason=KIND)
    moderator.press("Do this")
    moderator.sees(KIND, "not read yet")
    return visitor(ada)


def test_the_warning_stands_in_the_box_and_the_words_are_there_once_it_is_read(
    warned: Reader, article: Article
) -> None:
    warned.open(article)
    warned.sees("A moderator has warned you", KIND)
    warned.refused(warned.say("I am sorry."), 403, "A moderator has warned you.", "I am sorry.")
    warned.press("I have read it")
    expect(warned.box).to_have_value("I am sorry.")
    warned.sees_nothing_of(KIND)
    warned.page.locator("form.composer button.button--primary").click()
    warned.stands_at("I am sorry.")


def test_whoever_reads_first_is_not_refused(warned: Reader, article: Article) -> None:
    warned.open(article)
    warned.box.fill("I am")
    warned.press("I have read it")
    expect(warned.box).to_have_value("I am")
    warned.say("I am sorry.")
    warned.stands_at("I am sorry.")


def test_a_reply_waits_for_the_reading_and_is_one_afterwards(
    warned: Reader, visitor: Readers, ben: Account, article: Article
) -> None:
    other = visitor(ben)
    other.open(article)
    other.answer(RUDE, "Am I?")
    warned.open(article)
    warned.refused(warned.answer("Am I?", "No, Ben."), 403, "A moderator has warned you.", "No, Ben.")
    warned.press("I have read it")
    expect(warned.page.get_by_label("Reply to Ben")).to_have_value("No, Ben.")
    warned.page.locator("form.composer button.button--primary").click()
    warned.stands_at("No, Ben.")


def test_the_page_of_warnings_says_the_same_and_is_empty_afterwards(warned: Reader) -> None:
    warned.open("/me/warnings")
    warned.sees(KIND)
    warned.press("I have read it")
    warned.sees("There is no warning that you have not read.")


def test_the_moderator_learns_that_it_was_read(
    warned: Reader, visitor: Readers, sam: Account, article: Article
) -> None:
    warned.open("/me/warnings")
    warned.press("I have read it")
    moderator = visitor(sam)
    moderator.open("/people/ada/moderation")
    moderator.sees(KIND, "· read")
    moderator.open("/moderation/log")
    moderator.sees("Ada read a warning", f"Sam warned Ada: {KIND}")
