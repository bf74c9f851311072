"""What is not sent is not lost, and what was sent is not sent twice, whatever happens on the line."""

import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen, place_of
from tests.severing import Line, line_to

STAY = "The bridge should stay."
LOST = "Not sent: the site cannot be reached. Your words are saved on this device."
ONLINE = "You are online again. Post it now: your words are still here."
FAILED = "Not sent: the site has trouble. Your words are saved on this device; try again in a moment."
BUSY = "The site is busy just now."


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, reading what Ben said."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


@pytest.fixture
def line(town: Newsroom) -> Iterator[Line]:
    with line_to(town.address) as line:
        yield line


@pytest.fixture
def distant(
    browser: Browser, town: Newsroom, line: Line, width: int, ada: Account, article: Article, opinion: Comment
) -> Iterator[Scripted]:
    """Ada, reading what Ben said at the other end of a line that can be cut."""
    with Visitors(browser, town, width, line.address) as visitors:
        reader = visitors(ada)
        reader.open(article)
        yield reader
        assert visitors.faults == []


def comments(town: Newsroom, words: str) -> int:
    """How many rows say so."""
    with town.behind():
        return db.session.scalar(select(func.count()).where(Comment.body_source == words)) or 0


@any_screen
@pytest.mark.parametrize("which", ["root", "reply"])
def test_without_a_signal_the_words_stay_and_are_sent_later(
    reader: Scripted, article: Article, opinion: Comment, which: str
) -> None:
    box, place = (reader.root, place_of(article))
    if which == "reply":
        box, place = (reader.reply(STAY), place_of(article, opinion))
    box.write("So it should.")
    reader.page.context.set_offline(True)
    box.post()
    box.complains(LOST, "So it should.")
    expect(reader.page.locator(".comment--sending")).to_have_count(0)
    reader.keeps(place, "So it should.")
    reader.page.context.set_offline(False)
    box.complains(ONLINE, "So it should.")
    box.post()
    reader.meets("So it should.")
    expect(box.trouble).to_have_count(0)
    assert reader.drafts() == {}
    reader.stayed()


@any_screen
def test_words_that_were_not_sent_are_there_tomorrow(town: Newsroom, reader: Scripted, article: Article) -> None:
    reader.page.context.set_offline(True)
    reader.root.say("I was there.")
    reader.root.complains(LOST, "I was there.")
    reader.page.context.set_offline(False)
    reader.open(article)
    reader.root.holds("I was there.")
    expect(reader.root.restored).to_be_visible()
    expect(reader.root.trouble).to_have_count(0)
    assert comments(town, "I was there.") == 0, "nobody pressed Post"
    reader.root.post()
    reader.meets("I was there.")


@any_screen
@pytest.mark.parametrize("which", ["root", "reply"])
def test_a_line_cut_after_the_words_arrived_makes_no_second_comment(
    town: Newsroom, distant: Scripted, line: Line, which: str
) -> None:
    box = distant.root if which == "root" else distant.reply(STAY)
    line.cut = True
    box.say("So it should.")
    box.complains(LOST, "So it should.")
    assert line.arrived
    assert comments(town, "So it should.") == 1, "the server took it"
    line.cut = False
    box.post()
    distant.meets("So it should.")
    assert comments(town, "So it should.") == 1
    expect(distant.page.locator("#threads .prose")).to_have_count(2)
    expect(distant.page.locator("#comment-count")).to_have_text("2")
    distant.stayed()


@any_screen
def test_not_even_after_the_browser_was_shut(town: Newsroom, distant: Scripted, line: Line, article: Article) -> None:
    line.cut = True
    distant.root.say("So it should.")
    distant.root.complains(LOST, "So it should.")
    line.cut = False
    distant.open(article)
    distant.root.holds("So it should.")
    distant.root.post()
    distant.meets("So it should.")
    assert comments(town, "So it should.") == 1
    expect(distant.comment("So it should.")).to_have_count(1)


@any_screen
def test_an_edit_that_arrived_without_an_answer_can_be_saved_again(
    town: Newsroom, distant: Scripted, line: Line, ada: Account, article: Article
) -> None:
    with town.behind(ada, article):
        say(ada, article, "Nine people came.")
    distant.open(article)
    box = distant.edit("Nine people came.")
    line.cut = True
    box.say("Ninety people came.")
    box.complains(LOST, "Ninety people came.")
    line.cut = False
    box.post()
    distant.meets("Ninety people came.")
    assert distant.drafts() == {}


@any_screen
def test_a_signal_that_comes_back_later_says_nothing_of_words_that_were_sent(distant: Scripted, line: Line) -> None:
    line.cut = True
    distant.root.say("I was there.")
    distant.root.complains(LOST, "I was there.")
    line.cut = False
    distant.root.post()
    distant.meets("I was there.")
    distant.page.context.set_offline(True)
    distant.page.context.set_offline(False)
    distant.page.wait_for_function("navigator.onLine")
    expect(distant.comment("I was there.")).to_be_focused()
    expect(distant.root.trouble).to_have_count(0)


@any_screen
def test_a_server_that_is_down_loses_nothing(town: Newsroom, distant: Scripted, line: Line) -> None:
    line.gone = True
    box = distant.reply(STAY)
    box.say("So it should.")
    box.complains(FAILED, "So it should.")
    line.gone = False
    box.post()
    distant.meets("So it should.")
    assert comments(town, "So it should.") == 1
    distant.stayed()


@any_screen
def test_a_database_that_is_busy_for_too_long_loses_nothing(town: Newsroom, reader: Scripted) -> None:
    with town.behind():
        file = db.engine.url.database
    other = sqlite3.connect(str(file), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    reader.root.say("I was there.")
    expect(reader.root.trouble).to_contain_text(BUSY, timeout=12_000)
    reader.root.complains(BUSY, "I was there.")
    other.execute("ROLLBACK")
    other.close()
    reader.root.post()
    reader.meets("I was there.")
    assert comments(town, "I was there.") == 1
    reader.stayed()
