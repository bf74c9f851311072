"""The same form sent again, and a session that ended in between."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete

from forum.accounts.models import Account, Session
from forum.accounts.passwords import hash_password
from forum.articles.models import Article
from forum.db import db
from tests.browser.newsroom import NARROW, Newsroom
from tests.browser.reader import Reader, Readers
from tests.factories import say

# A refusal is the same on every screen.
pytestmark = pytest.mark.parametrize("width", [NARROW])


def end_every_session(town: Newsroom) -> None:
    with town.behind():
        db.session.execute(delete(Session))


def sign_out(reader: Reader) -> None:
    reader.open("/sign-out")
    reader.press("Sign out")


def test_reloading_the_page_after_posting_posts_nothing(visitor: Readers, ada: Account, article: Article) -> None:
    reader = visitor(ada)
    reader.open(article)
    reader.say("I was there.")
    reader.page.reload()
    expect(reader.comment("I was there.")).to_have_count(1)


def test_going_back_and_pressing_post_again_makes_no_second_comment(
    visitor: Readers, ada: Account, article: Article
) -> None:
    reader = visitor(ada)
    reader.open(article)
    reader.say("I was there.")
    reader.page.go_back()
    if not reader.box.input_value():
        reader.box.fill("I was there.")
    reader.press("Post comment")
    expect(reader.comment("I was there.")).to_have_count(1)
    reader.stands_at("I was there.")


def test_the_same_form_sent_from_two_tabs_makes_one_comment(visitor: Readers, ada: Account, article: Article) -> None:
    reader = visitor(ada)
    again = visitor.second_tab(reader)
    for tab in (reader, again):
        tab.open(article)
    key = reader.page.locator("input[name=key]").get_attribute("value")
    assert key
    again.tamper("key", key)
    for tab in (reader, again):
        tab.say("I was there.")
        tab.stands_at("I was there.")


def test_a_form_sent_again_with_other_words_is_another_comment(
    visitor: Readers, ada: Account, article: Article
) -> None:
    reader = visitor(ada)
    reader.open(article)
    key = reader.page.locator("input[name=key]").get_attribute("value")
    assert key
    reader.say("I was there.")
    reader.tamper("key", key)
    reader.say("And I stayed.")
    reader.stands_at("And I stayed.")
    reader.sees("I was there.")


def test_a_session_ended_on_the_server_keeps_the_words(
    town: Newsroom, visitor: Readers, ada: Account, article: Article
) -> None:
    reader = visitor(ada)
    reader.open(article)
    reader.box.fill("I was there.")
    end_every_session(town)
    answer = reader.press("Post comment")
    reader.refused(answer, 401, "Your session has ended. Your words are kept: sign in", "I was there.")
    reader.follow("Sign in", reader.page.locator("main"))
    reader.follow("Register", reader.page.locator("main"))
    reader.register("cleo")
    expect(reader.box).to_have_value("I was there.")
    reader.press("Post comment")
    reader.stands_at("I was there.")


def test_a_reply_keeps_its_words_too_when_the_session_ended(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "The bridge should stay.")
    reader = visitor(ada)
    reader.open(article)
    reader.follow("Reply to Ben")
    reader.box.fill("So it should.")
    end_every_session(town)
    reader.refused(reader.press("Post reply"), 401, "Your session has ended.", "So it should.")
    reader.sees("The bridge should stay.")


def test_signing_out_in_another_tab_keeps_the_words(visitor: Readers, ada: Account, article: Article) -> None:
    reader = visitor(ada)
    reader.open(article)
    reader.box.fill("I was there.")
    sign_out(visitor.second_tab(reader))
    reader.press("Post comment")
    reader.sees("Your words are kept.")
    reader.follow("Register", reader.page.locator("main"))
    reader.register("cleo")
    expect(reader.box).to_have_value("I was there.")


def test_signing_in_in_another_tab_keeps_the_words(
    town: Newsroom, visitor: Readers, ada: Account, article: Article
) -> None:
    reader = visitor()
    reader.open(article)
    reader.box.fill("I was there.")
    town.sign_in(reader.page.context, ada)
    reader.refused(reader.press("Post comment"), 403, "Your text is kept: send it once more.", "I was there.")
    reader.press("Send it again")
    reader.stands_at("I was there.")


@pytest.fixture
def editing(town: Newsroom, visitor: Readers, ada: Account, article: Article) -> Reader:
    """Ada, about to save other words for an earlier comment."""
    with town.behind(ada, article):
        ada.password_hash = hash_password("correct horse")
        say(ada, article, "I was there.")
    reader = visitor(ada)
    reader.open(article)
    reader.follow("Edit", reader.menu("I was there."))
    reader.box.fill("I was never there.")
    return reader


def saves_after_signing_in(reader: Reader) -> None:
    reader.sees("Your words are kept.")
    reader.fill(email="ada", password="correct horse")
    reader.press("Sign in")
    expect(reader.box).to_have_value("I was never there.")
    reader.press("Save")
    reader.stands_at("I was never there.")


def test_an_edit_keeps_its_words_when_the_session_ended_on_the_server(town: Newsroom, editing: Reader) -> None:
    end_every_session(town)
    editing.refused(editing.press("Save"), 401, "Your session has ended.", "I was never there.")
    editing.follow("Sign in", editing.page.locator("main"))
    saves_after_signing_in(editing)


def test_an_edit_keeps_its_words_when_one_signed_out_in_another_tab(visitor: Readers, editing: Reader) -> None:
    sign_out(visitor.second_tab(editing))
    editing.press("Save")
    saves_after_signing_in(editing)


@pytest.mark.parametrize("button", ["Recommend the comment by Ben", "Mute Ben"])
def test_other_buttons_of_an_ended_session_ask_to_sign_in(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article, button: str
) -> None:
    with town.behind(ben, article):
        say(ben, article, "The bridge should stay.")
    reader = visitor(ada)
    reader.open(article)
    where = reader.menu("The bridge should stay.") if button.startswith("Mute") else None
    end_every_session(town)
    reader.press(button, where)
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Sign in")
