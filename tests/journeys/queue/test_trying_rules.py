"""An admin tries a rule out, watches how far it has come, and saves it: with script and without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.moderation.trial_rows import Trial
from forum.moderation.trial_work import AT_ONCE, read_on
from forum.screening.models import Rule
from tests.browser.newsroom import NARROW, WIDE, Newsroom, newsroom, tab
from tests.factories import person, rows_of

SIDEWAYS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
COMMENTS = 2 * AT_ONCE + 200


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A site whose worker is this test: a trial comes as far as it is read here."""
    with newsroom(tmp_path_factory.mktemp("trying"), FORUM_WORKER="off") as site:
        yield site


@pytest.fixture
def admin(town: Newsroom) -> Account:
    with town.behind():
        return person("edna", Role.ADMIN)


@pytest.fixture
def talk(town: Newsroom, ada: Account, article: Article) -> None:
    """Every tenth speaks of the casino."""
    with town.behind(ada, article):
        numbers = rows_of(article, ada, [None] * COMMENTS)
        for comment in db.session.scalars(select(Comment).where(Comment.id.in_(numbers[::10]))):
            comment.body_source, comment.body_html = "Meet me at the casino.", "<p>Meet me at the casino.</p>"


def read_some(town: Newsroom) -> bool:
    with town.behind():
        return read_on(db.session.scalars(select(Trial.id).order_by(Trial.id.desc())).first() or 0)


@pytest.mark.usefixtures("talk")
@pytest.mark.parametrize(("width", "script"), [(WIDE, True), (NARROW, True), (NARROW, False)])
def test_a_rule_is_tried_changed_tried_and_saved(
    browser: Browser, town: Newsroom, admin: Account, width: int, script: bool
) -> None:
    with tab(browser, town.address, width, script) as page:
        town.sign_in(page.context, admin)
        page.goto("/moderation/rules?rule=banned-words")
        page.get_by_label("Words and phrases").fill("casino\nthere")
        page.get_by_role("button", name="Try it on the last 30 days").click()
        expect(page.locator("#trial")).to_contain_text("It will begin in a moment.")
        assert read_some(town)
        expect(page.locator("#trial")).to_contain_text(f"{AT_ONCE} of {COMMENTS:,} comments read. So far it would hold")
        expect(page.get_by_role("progressbar", name="Comments read")).to_have_attribute("value", str(AT_ONCE))
        page.get_by_role("button", name="Stop").focus()
        assert read_some(town)
        expect(page.locator("#trial")).to_contain_text(f"{2 * AT_ONCE:,} of {COMMENTS:,} comments read.")
        if script:  # the page stayed, and so did the focus
            expect(page.get_by_role("button", name="Stop")).to_be_focused()
        assert not read_some(town)
        expect(page.locator("#trial")).to_contain_text(f"It would hold {COMMENTS:,} of {COMMENTS:,} comments")
        assert not page.evaluate(SIDEWAYS)
        page.get_by_role("link", name="Change it").click()
        expect(page.get_by_label("Words and phrases")).to_have_value("casino\nthere")
        page.get_by_label("Words and phrases").fill("casino")
        page.get_by_role("button", name="Try it on the last 30 days").click()
        while read_some(town):
            pass
        expect(page.locator("#trial")).to_contain_text(f"It would hold {COMMENTS // 10} of {COMMENTS:,} comments")
        expect(page.locator("#trial ol li")).to_have_count(20)
        expect(page.locator("#trial ol li").first).to_contain_text("Meet me at the casino.")
        page.get_by_role("button", name="Save this rule").click()
        expect(page.get_by_label("Words and phrases")).to_have_value("casino")
    with town.behind():
        assert db.session.scalars(select(Rule)).one().options["words"] == ["casino"]


@pytest.mark.usefixtures("talk")
def test_a_trial_is_stopped_with_what_it_has_found(browser: Browser, town: Newsroom, admin: Account) -> None:
    with tab(browser, town.address, NARROW, script=False) as page:
        town.sign_in(page.context, admin)
        page.goto("/moderation/rules?rule=banned-words")
        page.get_by_label("Words and phrases").fill("casino")
        page.get_by_role("button", name="Try it on the last 30 days").click()
        assert read_some(town)
        page.get_by_role("button", name="Stop").click()
        expect(page.locator("#trial")).to_contain_text(f"This was stopped: {AT_ONCE} of {COMMENTS:,} comments")
        expect(page.locator("#trial")).to_contain_text(f"50 of {AT_ONCE} comments")
        assert not read_some(town)
