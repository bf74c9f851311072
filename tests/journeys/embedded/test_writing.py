"""Words that are written on another site's page outlive whatever happens to them."""

import pytest
from playwright.sync_api import Route, expect

from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.db import db
from forum.discussion.models import Comment
from forum.origins.models import Origin
from tests.browser.newsroom import Newsroom
from tests.journeys.embedded.hosts import Host
from tests.journeys.embedded.kinds import KINDS
from tests.journeys.embedded.visiting import Guest, Guests

pytestmark = pytest.mark.parametrize("width", [375])
FERRY, MINE = "The ferry is late.", "I was on it, and it was late."


@pytest.fixture
def reader(plain: str, guest: Guests, ada: Account, opinion: Comment) -> Guest:
    """Ada, who has signed in on the page."""
    return signed_in(guest(ada), plain)


def signed_in(reader: Guest, address: str) -> Guest:
    reader.open(address)
    reader.signs_in("Ada")
    return reader


def test_the_first_comment_opens_the_discussion_of_a_page(
    guest: Guests, town: Newsroom, blog: Host, ada: Account
) -> None:
    address = KINDS[0].on(blog, "/new", town.address, 'title="A new <story>"')
    reader = guest(ada)
    reader.open(f"{address}?utm_source=letter")
    expect(reader.section).to_contain_text("No comments yet.")
    with town.behind():
        assert db.session.query(Article).count() == 0, "to look opens nothing"
    signed_in(reader, f"{address}?utm_source=letter")
    reader.root.say(MINE)
    reader.meets(MINE)
    expect(reader.section.get_by_text("No comments yet.")).to_be_hidden()
    with town.behind():
        found = db.session.query(Article).one()
        assert (found.url, found.title, found.comment_count) == (address, "A new <story>", 1)
    assert reader.page.evaluate("() => Object.keys(localStorage)") == []
    reader.open(f"{address}?fbclid=1")
    assert reader.prose() == [MINE]


def test_a_site_that_opens_nothing_has_no_discussion_of_a_new_page(guest: Guests, town: Newsroom, blog: Host) -> None:
    with town.behind():
        db.session.query(Origin).update({"opens_articles": False})
    reader = guest()
    reader.page.goto(KINDS[0].on(blog, "/new", town.address))
    expect(reader.section.get_by_role("status")).to_contain_text("The comments could not be loaded.")


def test_a_draft_is_there_again(plain: str, guest: Guests, opinion: Comment) -> None:
    reader = guest()
    reader.open(plain)
    reader.root.write(MINE)
    reader.reply(FERRY).write("So it is.")
    reader.page.wait_for_function("() => Object.keys(localStorage).length === 2")
    reader.open(plain)
    reader.root.holds(MINE)
    expect(reader.root.restored).to_be_visible()
    expect(reader.section.get_by_label("Reply to Ben")).to_have_value("So it is.")
    reader.root.press("Discard")
    reader.root.holds("")
    reader.root.is_focused()


def test_without_a_connection_the_words_stay_and_are_sent_once(reader: Guest, town: Newsroom) -> None:
    reader.page.context.set_offline(True)
    reader.root.say(MINE)
    reader.root.complains("Not sent: the site cannot be reached. Your words are saved on this device.", MINE)
    reader.page.context.set_offline(False)
    # The answer is lost on its way: it was said, and is sent once more.
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    reader.page.route("**/comments", lose)
    reader.root.post()
    reader.root.complains("Not sent: the site cannot be reached.", MINE)
    assert lost == [201]
    reader.page.unroute("**/comments")
    reader.root.post()
    reader.meets(MINE)
    expect(reader.comment(MINE)).to_have_count(1)
    with town.behind():
        assert db.session.query(Comment).filter_by(body_source=MINE).count() == 1


def test_what_was_said_stands_there_though_the_connection_is_lost_right_after(reader: Guest) -> None:
    reader.page.route("**/embed/**", lambda route: route.abort())
    reader.root.say(MINE)
    expect(reader.status).to_have_text("Your comment is posted.")
    expect(reader.comment(MINE)).to_be_focused()
    expect(reader.comment(MINE)).to_contain_text("you")
    expect(reader.section.locator(".comment--sending")).to_have_count(0)
    reader.root.holds("")


@pytest.mark.parametrize(
    ("status", "body", "sentence"),
    [
        (503, '{"detail":"The site is busy just now."}', "The site is busy just now."),
        (500, "<h1>Bad gateway</h1>", "Not sent: the site has trouble."),
        (429, '{"detail":"You have sent 60 comments. Your words are kept."}', "You have sent 60 comments."),
    ],
)
def test_what_the_site_says_stands_above_the_words(reader: Guest, status: int, body: str, sentence: str) -> None:
    allowed = {"Access-Control-Allow-Origin": "*"}
    reader.page.route("**/comments", lambda route: route.fulfill(status=status, body=body, headers=allowed))
    reader.root.say(MINE)
    reader.root.complains(sentence, MINE)


def test_a_discussion_that_closed_meanwhile_says_so(
    reader: Guest, town: Newsroom, article: Article, plain: str
) -> None:
    with town.behind(article):
        article.state = Openness.CLOSED
        article.version += 1
    reader.root.say(MINE)
    reader.root.complains("Comments are closed.", MINE)
    reader.open(plain)
    expect(reader.section.locator("#write .notice")).to_have_text("Comments are closed.")
    expect(reader.section.get_by_label("Your words")).to_have_value(MINE)


def test_it_is_done_by_keyboard(reader: Guest) -> None:
    reader.comment(FERRY).locator("[data-act=reply]").press("Enter")
    box = reader.section.get_by_label("Reply to Ben")
    expect(box).to_be_focused()
    box.dispatch_event("keydown", {"key": "Escape", "isComposing": True})  # it ends a word that is still being made
    expect(box).to_be_focused()
    box.press("Escape")
    expect(box).to_have_count(0)
    expect(reader.comment(FERRY).locator("[data-act=reply]")).to_be_focused()
    reader.comment(FERRY).locator("[data-act=reply]").press("Enter")
    box.press_sequentially("So it is.")
    box.press("Tab")
    expect(box).not_to_be_focused()
    box.press("Control+Enter")
    reader.meets("So it is.")


def test_too_much_is_counted_and_refused_with_the_words_kept(reader: Guest) -> None:
    reader.root.write("x" * 4_100)
    expect(reader.root.element.locator("#left-new")).to_have_text("900 left")
    reader.root.write("x" * 5_003)
    expect(reader.root.element.locator("#left-new")).to_have_text("3 too many")
    reader.root.post()
    expect(reader.root.trouble).to_contain_text("5,000")
    reader.root.holds("x" * 5_003)
