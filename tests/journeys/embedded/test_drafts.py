"""What was begun on another site's page is found again, also where its place is not."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.db import db
from forum.discussion.models import Comment
from forum.moderation.models import Verb
from tests.browser.newsroom import Newsroom
from tests.factories import decided, rows_of, say
from tests.journeys.embedded.hosts import Host
from tests.journeys.embedded.kinds import KINDS
from tests.journeys.embedded.visiting import Guest, Guests

pytestmark = pytest.mark.parametrize("width", [375])
FERRY, MINE, ANSWER = "The ferry is late.", "I was on it, and it was late.", "So it is."
BLOCKED = "window.open = () => null"  # as a browser answers that blocks windows


@pytest.fixture
def new(blog: Host, town: Newsroom) -> str:
    """A page on which nobody has said anything yet."""
    return KINDS[0].on(blog, "/new", town.address)


def keeps(reader: Guest, number: int) -> None:
    """So many drafts, of as many boxes."""
    reader.page.wait_for_function("number => Object.keys(localStorage).length === number", arg=number)


def with_answer_begun(reader: Guest, address: str) -> None:
    reader.open(address)
    reader.reply(FERRY).write(ANSWER)
    keeps(reader, 1)


def test_in_a_closed_discussion_they_can_be_taken_along(
    plain: str, guest: Guests, town: Newsroom, article: Article, opinion: Comment
) -> None:
    reader = guest()
    with_answer_begun(reader, plain)
    reader.root.write(MINE)
    keeps(reader, 2)
    with town.behind(article):
        article.state = Openness.CLOSED
        article.version += 1
    reader.open(plain)
    expect(reader.comment(FERRY)).to_be_visible()
    left = reader.section.get_by_label("Your words")
    assert sorted(left.input_value().split("\n\n")) == [MINE, ANSWER]
    expect(left).not_to_be_editable()


def bury(town: Newsroom, ben: Account, article: Article) -> None:
    with town.behind(ben, article):
        rows_of(article, ben, [None] * 60)
        article.version += 1


def test_an_answer_to_what_is_not_on_the_page_is_a_press_away(
    plain: str, guest: Guests, town: Newsroom, ben: Account, article: Article, opinion: Comment
) -> None:
    reader = guest()
    with_answer_begun(reader, plain)
    bury(town, ben, article)
    reader.open(plain)
    expect(reader.comment(FERRY)).to_have_count(0)
    reader.section.get_by_role("button", name="Your unfinished reply").click()
    box = reader.section.get_by_label("Reply to Ben")
    expect(box).to_have_value(ANSWER)
    expect(box).to_be_focused()
    expect(reader.section.get_by_role("button", name="Your unfinished reply")).to_be_hidden()


def test_an_answer_to_what_was_taken_away_can_be_said_to_everybody(
    plain: str, guest: Guests, town: Newsroom, sam: Account, article: Article, opinion: Comment
) -> None:
    reader = guest()
    with_answer_begun(reader, plain)
    with town.behind(sam, article, opinion):
        decided(opinion, Verb.REMOVE, sam)
    reader.open(plain)
    reader.root.write(MINE)
    reader.section.get_by_role("button", name="Your unfinished reply").click()
    reader.root.complains("You can post yours as a new comment.", f"{MINE}\n\n{ANSWER}")
    keeps(reader, 1)


def test_the_way_back_leads_to_what_was_answered(
    plain: str, guest: Guests, town: Newsroom, ada: Account, ben: Account, article: Article, opinion: Comment
) -> None:
    """Signed out, no window, and not on the first page: it is sent all the same."""
    bury(town, ben, article)
    reader = guest(ada)
    reader.page.add_init_script(BLOCKED)
    reader.open(plain)
    reader.section.get_by_role("link", name="More comments").click()
    box = reader.reply(FERRY)
    box.write(ANSWER)
    with reader.page.expect_navigation():
        box.post()
    reader.agrees(reader.page, "Ada")
    reader.meets(ANSWER)


def test_an_answer_that_waits_is_sent_as_soon_as_it_has_its_place(
    plain: str, guest: Guests, town: Newsroom, ada: Account, ben: Account, article: Article, opinion: Comment
) -> None:
    """Its reader has signed in meanwhile, where it was not on the page."""
    bury(town, ben, article)
    reader = guest(ada)
    reader.open(plain)
    reader.section.get_by_role("link", name="More comments").click()
    box = reader.reply(FERRY)
    box.write(ANSWER)
    with reader.page.context.expect_page() as opened:
        box.post()
    opened.value.close()
    reader.open(plain)
    reader.signs_in("Ada")
    reader.section.get_by_role("button", name="Your unfinished reply").click()
    reader.meets(ANSWER)


def test_the_first_comment_that_does_not_get_through_is_still_there(
    new: str, guest: Guests, town: Newsroom, ada: Account
) -> None:
    """The discussion is open by then; the words are kept under it, and no longer under the page."""
    reader = guest(ada)
    reader.open(new)
    reader.signs_in("Ada")
    reader.page.route("**/comments", lambda route: route.abort())
    reader.root.say(MINE)
    reader.root.complains("Your words are saved on this device.", MINE)
    with town.behind():
        assert db.session.query(Article).count() == 1
    reader.page.unroute("**/comments")
    reader.open(new)
    reader.root.holds(MINE)
    reader.signs_in("Ada")
    reader.root.post()
    reader.meets(MINE)
    keeps(reader, 0)


def test_what_was_begun_before_somebody_else_spoke_is_still_there(
    new: str, guest: Guests, town: Newsroom, ada: Account
) -> None:
    reader, other = guest(), guest(ada)
    reader.open(new)
    reader.root.write(MINE)
    keeps(reader, 1)
    other.open(new)
    other.signs_in("Ada")
    other.root.say(ANSWER)
    other.meets(ANSWER)
    reader.open(new)
    expect(reader.comment(ANSWER)).to_be_visible()
    reader.root.holds(MINE)
    keeps(reader, 1)


def test_who_speaks_first_is_told_of_what_comes_after(
    new: str, guest: Guests, town: Newsroom, ada: Account, ben: Account
) -> None:
    reader = guest(ada)
    reader.page.clock.install()
    reader.open(new)
    reader.signs_in("Ada")
    reader.root.say(MINE)
    reader.meets(MINE)
    with town.behind(ben):
        say(ben, db.session.query(Article).one(), ANSWER)
    reader.page.clock.run_for(31_000)
    expect(reader.pill).to_have_text("1 new comment")


def test_a_browser_that_keeps_nothing_is_not_said_to(plain: str, guest: Guests, ada: Account, opinion: Comment) -> None:
    reader = guest(ada)
    reader.page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full') }")
    reader.open(plain)
    reader.signs_in("Ada")
    reader.page.route("**/comments", lambda route: route.abort())
    reader.root.say(MINE)
    reader.root.complains("Not sent: the site cannot be reached.", MINE)
    expect(reader.root.trouble).not_to_contain_text("saved")
