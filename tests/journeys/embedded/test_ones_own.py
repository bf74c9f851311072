"""What of a discussion is one reader's own, on another site's page; and what is left of it when they sign out."""

import pytest
from playwright.sync_api import Locator, expect
from sqlalchemy import update

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment
from forum.discussion.recommending import recommend
from tests.browser.newsroom import Newsroom
from tests.factories import rows_of, say
from tests.journeys.embedded.visiting import Guest, Guests, named

pytestmark = pytest.mark.parametrize("width", [375])
FERRY, MINE = "The ferry is late.", "I was on it, and it was late."


@pytest.fixture
def crowd(town: Newsroom, ben: Account, article: Article) -> None:
    """More comments than a page holds, each recommended by many."""
    with town.behind(ben, article):
        ids = rows_of(article, ben, [None] * 60)
        db.session.execute(update(Comment).where(Comment.id.in_(ids)).values(recommend_count=9))


def is_own(comment: Locator) -> None:
    expect(comment.get_by_role("link", name="Edit your comment")).to_be_visible()
    expect(comment.get_by_role("link", name="Delete your comment")).to_be_visible()
    expect(comment.locator("[data-act=recommend]")).to_be_hidden()
    expect(comment.locator("[data-act=report]")).to_be_hidden()


def is_anybodys(comment: Locator) -> None:
    expect(comment.get_by_role("link", name="your comment")).to_have_count(0)
    expect(comment.get_by_role("button", name="Recommend")).to_have_attribute("aria-pressed", "false")
    expect(comment.get_by_role("link", name="Report")).to_be_visible()


@pytest.mark.usefixtures("crowd")
def test_what_one_has_just_said_is_ones_own_wherever_it_ranks(
    plain: str, guest: Guests, ada: Account, opinion: Comment
) -> None:
    reader = guest(ada)
    reader.open(plain)
    reader.signs_in("Ada")
    reader.root.say(MINE)
    reader.meets(MINE)
    is_own(reader.comment(MINE))


@pytest.mark.usefixtures("crowd")
def test_a_comment_that_the_address_names_is_marked_wherever_it_ranks(
    plain: str, guest: Guests, town: Newsroom, ada: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ada, article, opinion):
        mine = say(ada, article, MINE)
        recommend(opinion, ada)
    reader = guest(ada)
    reader.open(plain + named(opinion.id))
    reader.signs_in("Ada")
    button = reader.comment(FERRY).get_by_role("button", name="Recommended")
    expect(button).to_have_attribute("aria-pressed", "true")
    reader.page.evaluate("to => { location.hash = to }", named(mine.id))
    is_own(reader.comment(MINE))


def test_a_thread_and_what_led_to_it_are_marked(
    plain: str, guest: Guests, town: Newsroom, ada: Account, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ada, ben, article, opinion):
        chain = opinion
        for depth in range(9):
            chain = say(ben, article, f"Deeper by {depth}.", chain)
        recommend(chain, ada)
        mine = say(ada, article, MINE, chain)
        last = say(ben, article, "The last word.", mine)
    reader = guest(ada)
    reader.open(plain + named(last.id))
    reader.signs_in("Ada")
    is_own(reader.comment(MINE))
    expect(reader.comment("Deeper by 8.").get_by_role("button", name="Recommended")).to_be_visible()


def test_what_comes_later_is_marked_and_each_time_asked_about_once(
    plain: str, guest: Guests, town: Newsroom, ada: Account, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ada, ben, article, opinion):
        say(ada, article, MINE, opinion)
        for number in range(5):
            recommend(say(ben, article, f"Reply number {number}.", opinion), ada)
    reader = guest(ada)
    reader.open(plain)
    reader.signs_in("Ada")
    asked: list[str] = []
    reader.page.on("request", lambda request: asked.append(request.url) if "/comments?" in request.url else None)
    reader.section.get_by_role("link", name="Show 3 more replies to Ben").click()
    is_own(reader.comment(MINE))
    for number in range(5):
        expect(reader.comment(f"Reply number {number}.").get_by_role("button", name="Recommended")).to_be_visible()
    assert len(asked) == 1


@pytest.fixture
def signed_out(plain: str, guest: Guests, town: Newsroom, ada: Account, article: Article, opinion: Comment) -> Guest:
    """Ada saw all that is hers, and has signed out."""
    with town.behind(ada, article, opinion):
        say(ada, article, MINE)
        say(ada, article, "It waits.", holds=Hold.ALL)
    reader = guest(ada)
    reader.open(plain)
    reader.signs_in("Ada")
    reader.comment(FERRY).get_by_role("button", name="Recommend").click()
    expect(reader.comment(FERRY).get_by_role("button", name="Recommended")).to_contain_text("1")
    is_own(reader.comment(MINE))
    expect(reader.comment("It waits.")).to_be_visible()
    reader.account.get_by_role("button", name="Sign out").click()
    reader.is_signed_out()
    return reader


def test_who_signs_out_leaves_nothing_of_theirs_on_the_screen(signed_out: Guest) -> None:
    expect(signed_out.comment("It waits.")).to_have_count(0)
    is_anybodys(signed_out.comment(MINE))
    is_anybodys(signed_out.comment(FERRY))


def test_and_whoever_is_next_sees_what_is_theirs(
    signed_out: Guest, town: Newsroom, ben: Account, opinion: Comment, ada: Account
) -> None:
    signed_out.page.context.clear_cookies()
    town.sign_in(signed_out.page.context, ben)
    signed_out.signs_in("Ben")
    is_own(signed_out.comment(FERRY))
    is_anybodys(signed_out.comment(MINE))
