"""A moderator acts from the thread: what was decided shows in its place, and the page stays."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment, State
from tests.browser.newsroom import NARROW, WIDE, Newsroom
from tests.factories import say
from tests.journeys.in_place.scripted import Scripted, Visitors

STAY, TUNNEL = "The bridge should stay.", "And the tunnel?"


@pytest.fixture(params=[WIDE, NARROW])
def width(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


@pytest.fixture
def moderator(
    town: Newsroom, visitor: Visitors, sam: Account, ben: Account, article: Article, opinion: Comment
) -> Scripted:
    """Sam, in a thread of two."""
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    found = visitor(sam)
    found.open(article)
    return found


def test_an_editor_s_pick_is_made_and_taken_back_in_its_place(moderator: Scripted) -> None:
    moderator.choose("Editors’ pick", STAY)
    pick = moderator.comment(STAY).locator(".mark--pick")
    expect(pick).to_have_text("Editors’ pick")
    expect(moderator.comment(TUNNEL)).to_be_visible()
    moderator.stayed()
    moderator.choose("Take the pick away", STAY)
    expect(pick).to_have_count(0)
    moderator.stayed()


def test_a_comment_is_approved_in_its_place(town: Newsroom, moderator: Scripted, opinion: Comment) -> None:
    moderator.choose("Approve", STAY)
    expect(moderator.comment(STAY)).to_be_focused()
    moderator.stayed()
    with town.behind(opinion):
        assert opinion.state == State.APPROVED
