"""Going about in a discussion on another site's page: single threads, and addresses that name a comment."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import an_article, rows_of, say
from tests.journeys.embedded.hosts import Host, page_with, snippet
from tests.journeys.embedded.visiting import Guest, Guests, named

pytestmark = pytest.mark.parametrize("width", [375])
FERRY, MINE = "The ferry is late.", "I was on it, and it was late."
GONE = "That comment is gone."


@pytest.fixture
def deep(town: Newsroom, ben: Account, article: Article, opinion: Comment) -> Comment:
    """Too deep to be shown with all the others: a thread of its own, of more than a page."""
    with town.behind(ben, article, opinion):
        chain = opinion
        for depth in range(10):
            chain = say(ben, article, f"Deeper by {depth}.", chain)
        for number in range(50):
            say(ben, article, f"At the bottom {number}.", chain)
    return chain


@pytest.fixture
def thread(plain: str, guest: Guests, ada: Account, deep: Comment) -> Guest:
    """Ada, signed in, who looks at the deep one's thread."""
    reader = guest(ada)
    reader.open(plain + named(deep.id))
    reader.signs_in("Ada")
    expect(reader.section.get_by_role("link", name="All comments")).to_be_visible()
    return reader


def test_what_one_says_to_all_while_a_thread_is_shown_is_met_where_it_stands(thread: Guest) -> None:
    thread.root.say(MINE)
    thread.meets(MINE)
    expect(thread.status).to_have_text("Your comment is posted.")
    expect(thread.section.get_by_role("link", name="All comments")).to_have_count(0)


def test_so_is_an_answer_to_one_that_led_to_the_thread(thread: Guest) -> None:
    thread.reply("Deeper by 8.").say("So it is.")
    thread.meets("So it is.")
    expect(thread.status).to_have_text("Your comment is posted.")


def test_an_answer_in_the_thread_is_hung_there(thread: Guest) -> None:
    thread.reply("Deeper by 9.").say("So it is.")
    thread.meets("So it is.")
    expect(thread.comment("At the bottom 49.")).to_be_visible()
    expect(thread.section.get_by_role("link", name="All comments")).to_be_visible()


def test_what_waits_and_has_no_place_in_the_thread_is_told(thread: Guest, town: Newsroom, article: Article) -> None:
    with town.behind(article):
        article.state = Openness.HELD
    thread.root.say(MINE)
    expect(thread.root.trouble).to_have_text("Your comment has arrived. Comments here wait for a moderator.")
    thread.root.holds("")


def test_a_thread_that_the_address_led_to_goes_on_as_that_thread(thread: Guest) -> None:
    thread.section.get_by_role("link", name="More comments").click()
    expect(thread.comment("At the bottom 0.")).to_be_visible()
    expect(thread.comment("Deeper by 9.")).to_be_visible()
    thread.section.get_by_role("link", name="All comments").click()
    expect(thread.comment(FERRY)).to_be_visible()


def test_an_address_that_is_followed_leaves_the_thread(thread: Guest, opinion: Comment) -> None:
    thread.section.get_by_role("link", name="All comments").click()
    thread.section.get_by_role("link", name="Continue this thread after Ben").click()
    expect(thread.comment(FERRY)).to_have_count(0)
    thread.page.evaluate("to => { location.hash = to }", named(opinion.id))
    thread.meets(FERRY)


def test_a_comment_that_is_gone_is_said_and_nothing_else_happens(
    plain: str, guest: Guests, town: Newsroom, ben: Account, article: Article, opinion: Comment, answer: Comment
) -> None:
    with town.behind(ben, article, opinion, answer):
        gone = say(ben, article, "A slip.")
        delete_comment(gone, by=ben)
    reader = guest()
    reader.open(plain + named(gone.id))
    expect(reader.status).to_have_text(GONE)
    reader.page.evaluate("to => { location.hash = to }", named(opinion.id))
    reader.meets(FERRY)
    reader.page.evaluate("to => { location.hash = to }", named(gone.id))
    expect(reader.status).to_have_text(GONE)
    reader.meets(FERRY)


def test_of_two_discussions_the_one_with_the_comment_is_led_to_it(
    guest: Guests, town: Newsroom, blog: Host, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        article.key = "first"
        first = say(ben, article, "Far down.")
        rows_of(article, ben, [None] * 60)
        other = an_article("the-tram", key="second")
        say(ben, other, "Another.")
    page = page_with("".join(snippet(town.address, f'article="{key}"') for key in ("second", "first")), story="")
    reader = guest()
    reader.page.goto(blog.has("/ferry", page))
    second, ours = (reader.page.locator("forum-comments").nth(number) for number in (0, 1))
    for one in (second, ours):
        one.scroll_into_view_if_needed()
        expect(one.locator(".comment").first).to_be_attached()
    reader.page.evaluate("to => { location.hash = to }", named(first.id))
    led = ours.locator(".comment", has_text="Far down.")
    expect(led).to_be_focused()
    reader.page.wait_for_load_state("networkidle")
    expect(led).to_be_focused()
    expect(second.locator(".comment[aria-current]")).to_have_count(0)
    expect(second.locator("#said")).to_be_empty()
