"""Twenty decisions on a telephone, and the whole queue without script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import func, select

from forum.accounts.models import Account
from forum.db import db
from forum.discussion.models import Comment, State
from forum.moderation.models import Decision
from tests.browser.newsroom import NARROW, WIDE, Newsroom, tab
from tests.journeys.queue.conftest import words
from tests.journeys.queue.desk import QUEUE, Desk

SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [NARROW])
def test_twenty_decisions_without_scrolling_sideways(
    town: Newsroom, desk: Callable[[Account], Desk], sam: Account, waiting: list[Comment]
) -> None:
    sam_s = desk(sam)
    for number in range(20):
        sam_s.before_them(words(number))
        assert not sam_s.page.evaluate(SIDEWAYS)
        name = "Approve" if number % 2 else "spam"
        button = sam_s.page.locator("#decide").get_by_role("button", name=name, exact=True)
        button.click()
    sam_s.before_them(words(20))
    sam_s.page.wait_for_load_state("networkidle")
    with town.behind():
        assert db.session.scalar(select(func.count()).select_from(Decision)) == 20


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_whole_queue_without_script(
    browser: Browser, town: Newsroom, sam: Account, waiting: list[Comment], width: int
) -> None:
    with tab(browser, town.address, width, script=False) as page:
        town.sign_in(page.context, sam)
        page.goto(QUEUE)
        shown = page.locator("#item .weighed__words")
        expect(shown).to_have_text(words(0))
        page.locator("#decide").get_by_role("button", name="Approve", exact=True).click()
        expect(shown).to_have_text(words(1))
        page.get_by_role("button", name="Undo").click()
        expect(shown).to_have_text(words(0))
        page.locator("#decide").get_by_role("button", name="off topic").click()
        expect(shown).to_have_text(words(1))
        page.get_by_label("Search").fill("of them author:ada")
        page.get_by_role("button", name="Search", exact=True).click()
        page.locator(".row a").nth(4).click()
        expect(shown).to_have_text(words(5))
        page.get_by_label("A note about Ada").fill("Patient.")
        page.get_by_role("button", name="Add the note").click()
        expect(page.locator("#record")).to_contain_text("Patient.")
        page.locator(".queue__filters summary").click()
        page.get_by_label("Keep this search as").fill("Ada's")
        page.get_by_role("button", name="Keep", exact=True).click()
        expect(page.locator(".queue__filters")).to_contain_text("Ada's")
        page.locator(".row input").nth(2).check()
        page.get_by_text("Decide on the selected").click()
        page.locator("#bulk").get_by_role("button", name="Take away").click()
        expect(page.get_by_role("heading", name="Decided: 1 of 1")).to_be_visible()
        assert not page.evaluate(SIDEWAYS)
    with town.behind(*waiting):
        assert [comment.state for comment in waiting].count(State.REJECTED) == 2
