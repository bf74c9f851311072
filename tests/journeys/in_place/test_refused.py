"""What a site says no to: the sentence stands in the box, above the words, and often a second press will do."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom, newsroom
from tests.factories import an_article, person, say
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen, place_of

STAY = "The bridge should stay."

# A refusal is the same on every screen.
pytestmark = any_screen


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, reading what Ben said."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


@pytest.fixture
def strict(browser: Browser, tmp_path_factory: pytest.TempPathFactory, width: int) -> Iterator[Visitors]:
    """Visitors of a site that counts how often."""
    with (
        newsroom(tmp_path_factory.mktemp("strict"), FORUM_RATE_LIMITS="1") as site,
        Visitors(browser, site, width) as visitors,
    ):
        yield visitors
        assert visitors.faults == []


def test_who_posts_too_often_is_told_how_long_to_wait(strict: Visitors) -> None:
    with strict.site.behind():
        ada, article = person("ada"), an_article()
    reader = strict(ada)
    reader.open(article)
    for number in range(6):
        reader.root.say(f"Number {number}.")
        reader.meets(f"Number {number}.")
    reader.root.say("One more.")
    reader.root.complains("You have sent 6 comments within a minute.", "One more.")
    reader.root.complains("Your words are kept: send them again in ", "One more.")
    expect(reader.root.trouble).to_contain_text("seconds.")
    reader.keeps(place_of(article), "One more.")
    reader.stayed()
    reader.page.reload()
    reader.root.holds("One more.")
    expect(reader.comment("One more.")).to_have_count(0)


def test_an_article_that_was_closed_meanwhile_keeps_the_words(
    town: Newsroom, reader: Scripted, article: Article
) -> None:
    box = reader.reply(STAY)
    box.write("Am I late?")
    with town.behind(article):
        article.state = Openness.CLOSED
    box.post()
    box.complains("Comments are closed.", "Am I late?")
    assert list(reader.drafts().values()) == ["Am I late?"]
    reader.stayed()


def test_a_leaf_that_was_deleted_meanwhile_cannot_be_answered(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    box = reader.reply(STAY)
    with town.behind(ben, article, opinion):
        delete_comment(opinion, by=ben)
    box.say("So it should.")
    box.complains("You can post yours as a new comment.", "So it should.")
    reader.keeps(place_of(article, opinion), "So it should.")
    reader.stayed()


def test_an_answered_comment_that_was_deleted_meanwhile_cannot_be_answered_again(
    town: Newsroom, reader: Scripted, ada: Account, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ada, article, opinion):
        say(ada, article, "Why?", opinion)
    reader.open(article)
    box = reader.reply(STAY)
    with town.behind(ben, article, opinion):
        delete_comment(opinion, by=ben)
    box.say("So it should.")
    box.complains("was taken away meanwhile. You can post yours as a new comment.", "So it should.")


def test_words_for_a_comment_that_is_gone_are_found_and_can_be_posted(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    reader.reply(STAY).write("So it should.")
    reader.open("/")
    with town.behind(ben, article, opinion):
        delete_comment(opinion, by=ben)
    reader.open(article)
    reader.page.get_by_role("link", name="Your unfinished reply").click()
    expect(reader.page.get_by_role("textbox")).to_have_value("So it should.")


def signs_in_elsewhere_and_presses_twice(visitor: Visitors, ada: Account, reader: Scripted) -> None:
    box = reader.reply(STAY)
    box.write("So it should.")
    visitor.sign_in(reader.page.context, ada)
    box.post()
    box.complains("This page was opened before you signed in. Your text is kept: send it once more.", "So it should.")
    box.post()
    reader.meets("So it should.")


def test_who_signed_in_elsewhere_presses_twice(
    town: Newsroom, visitor: Visitors, ada: Account, article: Article, opinion: Comment
) -> None:
    reader = visitor()
    reader.open(article)
    signs_in_elsewhere_and_presses_twice(visitor, ada, reader)
    assert reader.drafts() == {}


def test_who_signed_in_again_elsewhere_presses_twice(visitor: Visitors, ada: Account, reader: Scripted) -> None:
    signs_in_elsewhere_and_presses_twice(visitor, ada, reader)
    reader.root.say("And more.")
    reader.meets("And more.")
    reader.stayed()


def test_who_signed_out_in_another_tab_signs_in_and_finds_the_words(
    visitor: Visitors, reader: Scripted, article: Article
) -> None:
    reader.root.write("I was there.")
    other = visitor.second_tab(reader)
    other.open("/sign-out")
    other.press("Sign out")
    with reader.page.expect_navigation():
        reader.root.post()
    reader.sees("Your words are kept.")
    reader.follow("Register", reader.page.locator("main"))
    reader.register("cleo")
    reader.root.holds("I was there.")
    reader.root.post()
    reader.meets("I was there.")
    expect(reader.comment("I was there.")).to_contain_text("cleo")
