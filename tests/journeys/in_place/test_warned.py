"""With script, too, a warning is read where one writes, and nothing that was written is lost."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.moderation.models import Kind
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from tests.browser.newsroom import Newsroom
from tests.journeys.in_place.scripted import Scripted, Visitors

KIND = "Be kind to whom you answer."


@pytest.fixture
def warned(town: Newsroom, visitor: Visitors, ada: Account, sam: Account) -> Scripted:
    with town.behind(ada, sam):
        impose(ada, SanctionForm(Kind.WARN, KIND), by=sam)
    return visitor(ada)


def test_the_box_says_why_nothing_is_posted_and_brings_the_words_back(warned: Scripted, article: Article) -> None:
    warned.open(article)
    warned.root.say("I am sorry.")
    warned.root.complains("A moderator has warned you. Read that first", "I am sorry.")
    warned.sees(KIND)
    warned.stayed()
    warned.press("I have read it")
    warned.root.holds("I am sorry.")
    warned.root.post()
    warned.meets("I am sorry.")


def test_a_reply_box_has_the_warning_too_and_comes_back_with_its_words(
    warned: Scripted, article: Article, opinion: Comment
) -> None:
    warned.open(article)
    box = warned.reply("The bridge should stay.")
    box.write("You are right.")
    warned.press("I have read it", box.element)
    reply = warned.page.get_by_label("Reply to Ben")
    expect(reply).to_have_value("You are right.")
    warned.page.locator("form.composer button.button--primary").click()
    warned.meets("You are right.")
