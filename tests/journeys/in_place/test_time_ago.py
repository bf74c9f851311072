"""How long ago, by the reader's own clock and calendar; without script the moment stands there in full."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from tests.browser.newsroom import Newsroom, path_of
from tests.factories import say

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
AGES = {
    "just now": timedelta(seconds=20),
    "1 min ago": timedelta(seconds=70),
    "59 min ago": timedelta(minutes=59, seconds=50),
    "1 hr ago": timedelta(hours=1),
    "23 hr ago": timedelta(hours=23, minutes=59),
    "yesterday": timedelta(days=1, hours=1),
    "6 days ago": timedelta(days=6, hours=23),
    "25 Feb 2026": timedelta(days=7),
}


@pytest.fixture
def thread(town: Newsroom, ben: Account, article: Article) -> str:
    with town.behind(ben, article):
        for words, age in AGES.items():
            say(ben, article, words).created_at = NOW - age
    return f"{path_of(article)}?sort=newest"


@pytest.fixture
def kyoto(browser: Browser, town: Newsroom) -> Iterator[Page]:
    """A browser in Japan, nine hours ahead, that reads British English; its clock stands still."""
    with browser.new_context(base_url=town.address, timezone_id="Asia/Tokyo", locale="en-GB") as context:
        page = context.new_page()
        page.clock.install(time=NOW - timedelta(minutes=1))
        page.clock.pause_at(NOW)
        yield page


def test_every_age_is_told_as_people_say_it(kyoto: Page, thread: str) -> None:
    kyoto.goto(thread)
    for words in AGES:
        comment = kyoto.locator("article.comment", has=kyoto.locator(".prose", has_text=words))
        expect(comment.locator("time")).to_have_text(words)


def test_the_moment_itself_is_told_in_the_readers_own_zone(kyoto: Page, thread: str) -> None:
    kyoto.goto(thread)
    oldest = kyoto.locator("article.comment time").last
    expect(oldest).to_have_attribute("title", "Wednesday, 25 February 2026 at 21:00")
    expect(oldest).to_have_attribute("datetime", "2026-02-25T12:00:00Z")


def test_it_grows_older_while_the_page_is_open(kyoto: Page, thread: str) -> None:
    kyoto.goto(thread)
    newest = kyoto.locator("article.comment time").first
    expect(newest).to_have_text("just now")
    kyoto.clock.run_for("02:00")
    expect(newest).to_have_text("2 min ago")


def test_without_script_the_moment_stands_there(town: Newsroom, browser: Browser, thread: str) -> None:
    with browser.new_context(base_url=town.address, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(thread)
        oldest = page.locator("article.comment time").last
        expect(oldest).to_have_text("25 Feb 2026, 12:00")
        expect(oldest).to_have_attribute("title", "25 February 2026, 12:00 UTC")
