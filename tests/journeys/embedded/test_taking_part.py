"""S23: read, write first, sign in by a window of ours, post, be seen, sign out; with and without foreign cookies."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from forum.articles.models import Article, Openness
from forum.config import Hold
from forum.db import db
from forum.discussion.models import Comment, Recommendation
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.embedded.visiting import Guests
from tests.serving import started

any_screen = pytest.mark.parametrize("width", [375])
FERRY, MINE = "The ferry is late.", "I was on it, and it was late."
PASSWORD = "a long walk home"


@pytest.fixture(scope="module")
def strict_browser(browser: Browser) -> Iterator[Browser]:
    """One that gives no cookie to what stands in another site's page."""
    with started(browser.browser_type, "--test-third-party-cookie-phaseout") as strict:
        yield strict


@pytest.fixture(params=["third-party cookies", "none"])
def guest(
    request: pytest.FixtureRequest, browser: Browser, town: Newsroom, width: int, opinion: Comment
) -> Iterator[Guests]:
    chosen = browser if request.param == "third-party cookies" else request.getfixturevalue("strict_browser")
    with Guests(chosen, town, width) as guests:
        yield guests
        assert guests.faults == []


@any_screen
def test_s23_write_first_then_sign_in_then_it_stands_there(
    story: str, guest: Guests, town: Newsroom, ada: Account, article: Article
) -> None:
    with town.behind(ada):
        ada.password_hash = hash_password(PASSWORD)
    reader = guest()
    reader.open(story)
    reader.root.write(MINE)
    with reader.page.context.expect_page() as opened:
        reader.root.post()
    window = opened.value
    expect(reader.root.trouble).to_contain_text("Sign in, in the window that has opened.")
    window.get_by_label("E-mail address or handle").fill("ada")
    window.get_by_label("Password").fill(PASSWORD)
    window.get_by_role("button", name="Sign in", exact=True).click()
    reader.agrees(window, "Ada")
    reader.meets(MINE)
    reader.is_signed_in("Ada")
    expect(reader.status).to_have_text("Your comment is posted.")
    expect(reader.count).to_have_text("2")
    reader.root.holds("")
    assert window.is_closed()
    assert reader.violations() == []
    reader.account.get_by_role("button", name="Sign out").click()
    reader.is_signed_out()
    with town.behind():
        assert [row.body_source for row in db.session.query(Comment).filter_by(author_id=ada.id)] == [MINE]


@any_screen
def test_s23_who_is_signed_in_at_our_own_site_presses_once(plain: str, guest: Guests, ada: Account) -> None:
    reader = guest(ada)
    reader.open(plain)
    with reader.page.context.expect_page() as opened:
        reader.account.get_by_role("link", name="Sign in").click()
    reader.agrees(opened.value, "Ada")
    reader.is_signed_in("Ada")
    reader.reply(FERRY).say("So it is.")
    reader.meets("So it is.")
    expect(reader.section.locator(".replies__count")).to_have_text("1 reply")
    expect(reader.comment("So it is.").get_by_role("link", name="Edit your comment")).to_have_attribute(
        "target", "_blank"
    )


@any_screen
def test_s23_another_reader_is_told_and_shown_it(
    plain: str, guest: Guests, town: Newsroom, ada: Account, article: Article, opinion: Comment
) -> None:
    reader = guest()
    reader.page.clock.install()
    reader.open(plain)
    with town.behind(ada, article, opinion):
        say(ada, article, MINE)
        say(ada, article, "So it is.", opinion)
    reader.page.clock.run_for(16_000)
    expect(reader.pill).to_have_text("1 new comment")
    expect(reader.pill).to_be_in_viewport()
    assert reader.prose() == ["The ferry is late. Spoiler"]
    reader.comment(FERRY).get_by_role("button", name="1 new reply").click()
    reader.meets("So it is.")
    reader.pill.click()
    reader.meets(MINE)
    expect(reader.count).to_have_text("3")
    expect(reader.pill).to_be_hidden()


@any_screen
def test_recommending_signs_in_first_and_is_taken_back(
    plain: str, guest: Guests, town: Newsroom, ada: Account, opinion: Comment
) -> None:
    reader = guest(ada)
    reader.open(plain)
    button = reader.comment(FERRY).get_by_role("button", name="Recommend")
    with reader.page.context.expect_page() as opened:
        button.click()
    reader.agrees(opened.value, "Ada")
    expect(button).to_have_text("▲ Recommended the comment by Ben · 1")
    expect(button).to_have_attribute("aria-pressed", "true")
    with town.behind():
        assert db.session.query(Recommendation).count() == 1
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


@any_screen
def test_what_waits_is_shown_to_its_author_alone(
    plain: str, guest: Guests, town: Newsroom, ada: Account, article: Article
) -> None:
    with town.behind(ada, article):
        say(ada, article, "An earlier one.", holds=Hold.ALL)
        article.state = Openness.HELD
    reader, other = guest(ada), guest()
    reader.open(plain)
    reader.root.write(MINE)
    with reader.page.context.expect_page() as opened:
        reader.root.post()
    reader.agrees(opened.value, "Ada")
    reader.meets(MINE)
    expect(reader.comment(MINE).locator(".notice")).to_have_text(
        "Only you can see this. Comments here wait for a moderator."
    )
    expect(reader.comment("An earlier one.")).to_contain_text("Only you can see this.")
    other.open(plain)
    assert other.prose() == ["The ferry is late. Spoiler"]
