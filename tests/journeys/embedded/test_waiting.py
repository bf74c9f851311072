"""What is sent before its writer has signed in: the words that they pressed Post for, soon after, and no others."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.embedded.visiting import Guest, Guests

pytestmark = [pytest.mark.usefixtures("opinion"), pytest.mark.parametrize("width", [375])]
FERRY, MINE, ANSWER = "The ferry is late.", "I was on it, and it was late.", "So it is."
HOURS = 3600_000  # ms


def said_by(account: Account, town: Newsroom) -> list[str]:
    with town.behind():
        return [row.body_source for row in db.session.query(Comment).filter_by(author_id=account.id)]


def goes_on_writing(reader: Guest, plain: str) -> None:
    reader.root.write(f"{MINE} And then")


def begins_anew(reader: Guest, plain: str) -> None:
    reader.open(plain)
    reader.root.press("Discard")
    reader.root.write("What I")


def comes_back_in_the_evening(reader: Guest, plain: str) -> None:
    reader.page.clock.fast_forward(8 * HOURS)


@pytest.mark.parametrize(
    "then", [goes_on_writing, begins_anew, comes_back_in_the_evening], ids=lambda one: one.__name__
)
def test_words_that_nobody_has_sent_stay_in_their_box(
    plain: str, guest: Guests, town: Newsroom, ada: Account, then: Callable[[Guest, str], None]
) -> None:
    reader = guest(ada)
    reader.page.clock.install()
    reader.open(plain)
    reader.root.write(MINE)
    reader.turns_away()
    then(reader, plain)
    words = reader.root.field.input_value()
    reader.signs_in("Ada")
    reader.root.holds(words)
    expect(reader.root.trouble).to_be_hidden()
    assert said_by(ada, town) == []


def test_an_answer_that_was_given_up_is_not_sent(
    plain: str, guest: Guests, town: Newsroom, ada: Account, answer: Comment
) -> None:
    reader = guest(ada)
    reader.open(plain)
    box = reader.reply(FERRY)
    box.write(ANSWER)
    with reader.page.context.expect_page() as opened:
        box.post()
    opened.value.close()
    box.press("Cancel")
    box.is_gone()
    reader.section.get_by_label("Sort").select_option("oldest")
    expect(reader.section.get_by_label("Reply to Ben")).to_have_value(ANSWER)
    reader.signs_in("Ada")
    expect(reader.section.get_by_label("Reply to Ben")).to_have_value(ANSWER)
    assert said_by(ada, town) == [answer.body_source]


def test_a_box_that_was_shut_is_not_opened_by_what_arrives(
    plain: str, guest: Guests, town: Newsroom, ben: Account, article: Article, opinion: Comment
) -> None:
    reader = guest()
    reader.page.clock.install()
    reader.open(plain)
    box = reader.reply(FERRY)
    box.write(ANSWER)
    box.press("Cancel")
    with town.behind(ben, article):
        say(ben, article, "And the tram?")
    reader.page.clock.run_for(16_000)
    reader.pill.click()
    reader.meets("And the tram?")
    box.is_gone()
    reader.reply(FERRY).holds(ANSWER)


def test_what_was_sent_is_sent_although_the_page_was_loaded_again(plain: str, guest: Guests, ada: Account) -> None:
    reader = guest(ada)
    reader.open(plain)
    reader.root.write(MINE)
    reader.turns_away()
    reader.open(plain)
    expect(reader.root.trouble).to_have_text("Your comment is sent when you have signed in.")
    reader.signs_in("Ada")
    reader.meets(MINE)


@pytest.mark.parametrize("after", ["mending", "discarding"])
def test_other_words_are_not_taken_for_those_whose_answer_was_lost(
    plain: str, guest: Guests, town: Newsroom, ada: Account, after: str
) -> None:
    reader = guest(ada)
    reader.open(plain)
    reader.signs_in("Ada")
    lost: list[int] = []

    def lose(route: Route) -> None:
        lost.append(route.fetch().status)
        route.abort()

    reader.page.route("**/comments", lose)
    reader.root.say("I was on it, and it was lat.")
    reader.root.complains("Not sent: the site cannot be reached.", "I was on it, and it was lat.")
    reader.page.unroute("**/comments")
    if after == "discarding":
        reader.open(plain)
        reader.root.press("Discard")
        reader.signs_in("Ada")
    reader.root.say(MINE)
    reader.meets(MINE)
    assert lost == [201]
    assert said_by(ada, town) == ["I was on it, and it was lat.", MINE]
