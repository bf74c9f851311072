"""A session that ended while somebody wrote: signing in sends the words, once, and only as whoever wrote them."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import delete, select

from forum.accounts.models import Account, Session
from forum.accounts.passwords import hash_password
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.in_place.box import Box
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen

STAY = "The bridge should stay."
ENDED = "Your session has ended. Sign in, and your comment is sent."
AGE_OF_ALL = """hours => {
  for (const [name, text] of Object.entries(localStorage)) {
    const kept = JSON.parse(text);
    if (kept?.at) localStorage.setItem(name, JSON.stringify({ ...kept, at: kept.at - hours * 3600e3 }));
  }
}"""


@pytest.fixture
def reader(town: Newsroom, visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, who can sign in again, reading what Ben said."""
    with town.behind(ada):
        ada.password_hash = hash_password("correct horse")
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


def end_every_session(town: Newsroom) -> None:
    with town.behind():
        db.session.execute(delete(Session))


def authors(town: Newsroom, words: str) -> list[str]:
    """Who said so: a name for each row."""
    query = select(Account.handle).join(Comment, Comment.author_id == Account.id).where(Comment.body_source == words)
    with town.behind():
        return list(db.session.scalars(query))


def sent_in_vain(town: Newsroom, box: Box, words: str) -> None:
    end_every_session(town)
    box.say(words)
    box.complains(ENDED, words)


def sign_in_again(reader: Scripted) -> None:
    reader.follow("Sign in and send it")
    reader.sees("Your words are kept.")
    reader.fill(email="ada", password="correct horse")
    reader.press("Sign in")


def test_signing_in_again_sends_the_comment(town: Newsroom, reader: Scripted) -> None:
    sent_in_vain(town, reader.root, "I was there.")
    expect(reader.page.locator(".comment--sending")).to_have_count(0)
    reader.stayed()
    assert authors(town, "I was there.") == []
    sign_in_again(reader)
    reader.meets("I was there.")
    reader.hears("Your comment is posted.")
    reader.root.holds("")
    assert reader.drafts() == {}
    reader.page.reload()
    reader.sees("I was there.")
    reader.root.holds("")
    assert authors(town, "I was there.") == ["ada"]


def test_signing_in_again_sends_the_reply(town: Newsroom, reader: Scripted) -> None:
    sent_in_vain(town, reader.reply(STAY), "So it should.")
    sign_in_again(reader)
    reader.stands_at("So it should.")
    expect(reader.page.locator(".replies .prose")).to_have_text("So it should.")
    assert reader.drafts() == {}
    assert authors(town, "So it should.") == ["ada"]


@any_screen
def test_signing_in_again_saves_the_edit(town: Newsroom, reader: Scripted, ada: Account, article: Article) -> None:
    with town.behind(ada, article):
        say(ada, article, "Nine people came.")
    reader.open(article)
    sent_in_vain(town, reader.edit("Nine people came."), "Ninety people came.")
    sign_in_again(reader)
    reader.stands_at("Ninety people came.")
    assert reader.drafts() == {}


@any_screen
def test_as_another_person_the_words_are_in_the_box_and_not_sent(town: Newsroom, reader: Scripted) -> None:
    sent_in_vain(town, reader.root, "I was there.")
    reader.follow("Sign in and send it")
    reader.follow("Register", reader.page.locator("main"))
    reader.register("cleo")
    reader.root.holds("I was there.")
    expect(reader.page.locator(".comment--sending")).to_have_count(0)
    assert authors(town, "I was there.") == []
    reader.root.post()
    reader.meets("I was there.")
    assert authors(town, "I was there.") == ["cleo"]


@any_screen
def test_on_a_later_visit_the_words_are_looked_at_first(
    town: Newsroom, visitor: Visitors, reader: Scripted, ada: Account, article: Article
) -> None:
    sent_in_vain(town, reader.root, "I was there.")
    reader.open("/")
    reader.page.evaluate(AGE_OF_ALL, 2)
    visitor.sign_in(reader.page.context, ada)
    reader.open(article)
    reader.root.holds("I was there.")
    expect(reader.root.restored).to_be_visible()
    assert authors(town, "I was there.") == []
    reader.root.post()
    reader.meets("I was there.")


@any_screen
def test_what_is_begun_after_it_was_sent_waits_for_a_press(
    town: Newsroom, visitor: Visitors, reader: Scripted, ada: Account, article: Article
) -> None:
    sent_in_vain(town, reader.root, "I was there.")
    visitor.sign_in(reader.page.context, ada)
    reader.root.post()
    reader.root.complains("This page was opened before you signed in.", "I was there.")
    reader.root.post()
    reader.meets("I was there.")
    reader.root.write("And I am not done")
    reader.open(article)
    reader.root.holds("And I am not done")
    assert authors(town, "And I am not done") == []


@any_screen
def test_words_of_another_person_on_the_same_computer_are_kept_for_them(
    visitor: Visitors, reader: Scripted, ada: Account, ben: Account, article: Article
) -> None:
    reader.root.write("I, Ada, was there.")
    reader.open("/")
    visitor.sign_in(reader.page.context, ben)
    reader.open(article)
    reader.root.holds("")
    visitor.sign_in(reader.page.context, ada)
    reader.open(article)
    reader.root.holds("I, Ada, was there.")
