"""A discussion lives as long as its element stands on the page, and is about what that says."""

import pytest
from playwright.sync_api import Route, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.ids import to_text
from tests.browser.newsroom import Newsroom
from tests.factories import an_article, say
from tests.journeys.embedded.hosts import Host
from tests.journeys.embedded.kinds import KINDS
from tests.journeys.embedded.visiting import Guest, Guests

pytestmark = pytest.mark.parametrize("width", [375])
FERRY, TRAM, MINE = "The ferry is late.", "And the tram?", "I was on it, and it was late."
# As a page does that becomes another one without loading.
GO_ON = "one => { one.setAttribute('article', 'tram'); one.setAttribute('title', 'The tram') }"
ANOTHER = """() => {
  const another = document.createElement('forum-comments');
  another.setAttribute('article', 'tram');
  document.querySelector('main').append(another);
}"""
TAKE_OFF = "one => { window.kept = one; one.remove() }"
PUT_BACK = "() => document.querySelector('main').append(window.kept)"


@pytest.fixture
def keyed(town: Newsroom, blog: Host, article: Article, opinion: Comment) -> str:
    """A page whose element says the key of its article."""
    with town.behind(article):
        article.key = "ferry"
    return KINDS[0].on(blog, "/ferry", town.address, 'article="ferry" title="The ferry"')


@pytest.fixture
def tram(town: Newsroom, ben: Account, article: Article) -> Article:
    """Another article of the same blog."""
    with town.behind(ben):
        other = an_article("the-tram", key="tram")
        say(ben, other, TRAM)
    return other


def asked_of(reader: Guest, part: str) -> list[str]:
    """What is asked of our site from now on, whose address has that part."""
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url) if part in request.url else None)
    return asked


def test_a_page_that_becomes_another_has_the_other_discussion(
    keyed: str, guest: Guests, town: Newsroom, ada: Account, tram: Article
) -> None:
    reader = guest(ada)
    reader.open(keyed)
    reader.signs_in("Ada")
    reader.root.write("Of the ferry.")
    reader.section.evaluate(GO_ON)
    expect(reader.comment(TRAM)).to_be_visible()
    expect(reader.comment(FERRY)).to_have_count(0)
    reader.root.holds("")
    reader.is_signed_in("Ada")
    reader.root.say(MINE)
    reader.meets(MINE)
    with town.behind():
        assert db.session.query(Comment).filter_by(author_id=ada.id).one().article_id == tram.id
    reader.section.evaluate("one => one.setAttribute('article', 'ferry')")
    expect(reader.comment(FERRY)).to_be_visible()
    reader.root.holds("Of the ferry.")


def test_a_new_page_is_called_as_its_element_says(keyed: str, guest: Guests, town: Newsroom, ada: Account) -> None:
    reader = guest(ada)
    reader.open(keyed)
    reader.signs_in("Ada")
    reader.section.evaluate(GO_ON)
    expect(reader.section).to_contain_text("No comments yet.")
    reader.section.scroll_into_view_if_needed()
    reader.root.say(MINE)
    reader.meets(MINE)
    with town.behind():
        assert db.session.query(Article).filter_by(key="tram").one().title == "The tram"


def test_what_comes_late_of_the_former_discussion_is_not_shown(keyed: str, guest: Guests, tram: Article) -> None:
    reader = guest()
    with reader.page.expect_request("**/embed/at.html**"):
        held: list[Route] = []
        reader.page.route("**/embed/at.html**", lambda route: held.append(route) if not held else route.continue_())
        reader.page.goto(keyed)
        reader.section.scroll_into_view_if_needed()
    reader.section.evaluate(GO_ON)
    expect(reader.comment(TRAM)).to_be_visible()
    held[0].continue_()
    reader.page.wait_for_load_state("networkidle")
    assert reader.prose() == [TRAM]


def test_a_discussion_that_was_taken_away_asks_and_sends_nothing(
    keyed: str, guest: Guests, town: Newsroom, ada: Account, article: Article, tram: Article
) -> None:
    reader = guest(ada)
    reader.page.clock.install()
    reader.open(keyed)
    reader.root.write(MINE)
    reader.turns_away()
    reader.page.evaluate(ANOTHER)
    asked = asked_of(reader, to_text(article.id))
    reader.page.locator("forum-comments").first.evaluate(TAKE_OFF)
    reader.page.clock.run_for(300_000)
    reader.signs_in("Ada")
    with town.behind():
        assert db.session.query(Comment).filter_by(author_id=ada.id).count() == 0
    assert asked == []


def test_what_was_on_its_way_then_arrives_and_is_no_draft(
    keyed: str, guest: Guests, town: Newsroom, ada: Account, tram: Article
) -> None:
    reader = guest(ada)
    reader.open(keyed)
    reader.signs_in("Ada")
    held: list[Route] = []
    reader.page.route("**/comments", lambda route: held.append(route))
    with reader.page.expect_request("**/comments"):
        reader.root.say(MINE)
    reader.section.evaluate(GO_ON)
    expect(reader.comment(TRAM)).to_be_visible()
    with reader.page.expect_response("**/comments"):
        held[0].continue_()
    reader.page.wait_for_function("() => Object.keys(localStorage).length === 0")
    assert reader.prose() == [TRAM]
    reader.root.holds("")


def test_it_comes_again_with_its_element_and_its_words(keyed: str, guest: Guests) -> None:
    reader = guest()
    reader.open(keyed)
    reader.root.write(MINE)
    reader.section.evaluate(TAKE_OFF)
    reader.page.evaluate("() => new Promise(done => setTimeout(done))")
    reader.page.evaluate(PUT_BACK)
    reader.section.scroll_into_view_if_needed()
    expect(reader.comment(FERRY)).to_be_visible()
    reader.root.holds(MINE)


def test_what_is_moved_on_the_page_goes_on(keyed: str, guest: Guests) -> None:
    reader = guest()
    reader.open(keyed)
    reader.reply(FERRY).write(MINE)
    asked = asked_of(reader, "/embed/")
    reader.section.evaluate("one => document.body.prepend(one)")
    expect(reader.section.get_by_label("Reply to Ben")).to_have_value(MINE)
    assert asked == []
