"""A branch that was folded stays so, until somebody is led into it."""

import pytest
from playwright.sync_api import Locator, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.ids import to_text
from tests.browser.newsroom import WIDE, Newsroom, page_of
from tests.factories import say
from tests.journeys.in_place.scripted import Scripted, Visitors

STAY, VIEW, GO, TRAMS = "The bridge should stay.", "Because of the view.", "It should go.", "It stops the trams."


@pytest.fixture
def width() -> int:
    return WIDE


@pytest.fixture
def view(town: Newsroom, ben: Account, article: Article) -> Comment:
    """Two opinions, each with a reason; this is the first one's."""
    with town.behind(ben, article):
        view = say(ben, article, VIEW, say(ben, article, STAY))
        say(ben, article, TRAMS, say(ben, article, GO))
        return view


@pytest.fixture
def reader(visitor: Visitors, article: Article, view: Comment) -> Scripted:
    """Somebody signed out, who folded both branches."""
    found = visitor()
    found.open(article)
    for words in (STAY, GO):
        branch(found, words).locator("summary").press("Enter")
    for words in (VIEW, TRAMS):
        expect(found.comment(words)).to_be_hidden()
    return found


def branch(reader: Scripted, words: str) -> Locator:
    return reader.comment(words).locator("xpath=following-sibling::details")


@pytest.mark.parametrize("where", ["", "#comments", "?sort=newest", "?sort=oldest#comments"])
def test_it_stays_folded_however_one_comes_back(reader: Scripted, article: Article, where: str) -> None:
    reader.open("/")
    reader.open(f"/articles/{article.slug}{where}")
    for words in (VIEW, TRAMS):
        expect(reader.comment(words)).to_be_hidden()
    reader.page.reload()
    for words in (VIEW, TRAMS):
        expect(reader.comment(words)).to_be_hidden()


def test_one_that_was_unfolded_stays_open(reader: Scripted) -> None:
    branch(reader, STAY).locator("summary").click()
    expect(reader.comment(VIEW)).to_be_visible()
    reader.page.reload()
    expect(reader.comment(VIEW)).to_be_visible()
    expect(reader.comment(TRAMS)).to_be_hidden()


def test_a_link_to_a_comment_opens_its_branch_and_no_other(reader: Scripted, article: Article, view: Comment) -> None:
    name = to_text(view.id)
    reader.open("/")
    reader.open(f"/articles/{article.slug}?show={name}#c{name}")
    reader.stands_at(VIEW)
    expect(reader.comment(TRAMS)).to_be_hidden()
    reader.open(page_of(view.id))
    expect(reader.comment(VIEW)).to_be_visible()


def test_a_reply_in_a_folded_branch_opens_it(
    town: Newsroom, visitor: Visitors, ada: Account, article: Article, view: Comment
) -> None:
    ada_reads = visitor(ada)
    ada_reads.open(article)
    branch(ada_reads, STAY).locator("summary").press("Enter")
    ada_reads.reply(STAY).say("So it should.")
    ada_reads.meets("So it should.")
    expect(ada_reads.comment(VIEW)).to_be_visible()
    expect(branch(ada_reads, STAY).locator("summary")).to_contain_text("2 replies to Ben")


def test_a_branch_that_grew_from_nothing_is_named_like_any_other(
    visitor: Visitors, ada: Account, article: Article, view: Comment
) -> None:
    ada_reads = visitor(ada)
    ada_reads.open(article)
    ada_reads.reply(VIEW).say("What view?")
    ada_reads.meets("What view?")
    expect(branch(ada_reads, VIEW).locator("summary")).to_have_text("1 reply to Ben")
