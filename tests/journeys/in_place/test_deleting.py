"""Deleting is undone as easily as it is done, and what follows it is not lost."""

import pytest
from playwright.sync_api import Locator, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from forum.discussion.recommending import recommend
from tests.browser.newsroom import NARROW, WIDE, Newsroom, page_of
from tests.factories import rows_of, say
from tests.journeys.in_place.scripted import Scripted, Visitors

REGRET, ANSWER, NEXT = "I regret this.", "Too late.", "It should go."
GONE = "Your comment is deleted. For a minute you can undo that."
MINUTE = 61_000  # ms, and a little


@pytest.fixture
def width() -> int:
    return WIDE


@pytest.fixture
def regret(town: Newsroom, ada: Account, ben: Account, article: Article) -> Comment:
    """Ada said it, and Ben something else before and after."""
    with town.behind(ada, ben, article):
        say(ben, article, NEXT)
        regret = say(ada, article, REGRET)
        say(ben, article, "The bridge should stay.")
    return regret


@pytest.fixture
def answer(town: Newsroom, ben: Account, article: Article, regret: Comment) -> Comment:
    """Ben answered it, and recommends it."""
    with town.behind(ben, article, regret):
        recommend(regret, by=ben)
        return say(ben, article, ANSWER, regret)


@pytest.fixture
def author(visitor: Visitors, ada: Account, article: Article, regret: Comment) -> Scripted:
    """Ada, whose page's clock can be put forward; nobody has read it yet."""
    found = visitor(ada)
    found.page.clock.install()
    return found


def delete(author: Scripted) -> Locator:
    """By keyboard alone: the menu, and in it Delete. Gives back the button that undoes it."""
    author.comment(REGRET).locator(".menu-button").press("Enter")
    author.comment(REGRET).get_by_role("link", name="Delete", exact=True).press("Enter")
    undo = author.page.get_by_role("button", name="Undo")
    expect(undo).to_be_visible()
    return undo


def told(author: Scripted) -> list[str]:
    """What is read from top to bottom."""
    return author.page.locator("#comments .thread .prose").all_inner_texts()


def counts(author: Scripted, number: int) -> None:
    expect(author.page.get_by_role("heading", name="Comments")).to_have_text(f"Comments {number}")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_deleted_comment_is_gone_at_once_and_one_stands_at_the_next(author: Scripted, article: Article) -> None:
    author.open(article)
    counts(author, 3)
    delete(author)
    author.hears(GONE)
    author.stayed()
    assert told(author) == ["The bridge should stay.", NEXT]
    expect(author.comment(NEXT)).to_be_focused()
    counts(author, 2)


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_undo_by_keyboard_brings_it_back_as_it_was(author: Scripted, article: Article, answer: Comment) -> None:
    author.open(f"/articles/{article.slug}?sort=newest")
    before = told(author)
    undo = delete(author)
    author.sees("Comment deleted by its author", ANSWER)
    expect(author.comment(ANSWER)).to_be_focused()
    counts(author, 3)
    author.page.keyboard.press("Shift+Tab")  # the branch
    author.page.keyboard.press("Shift+Tab")
    expect(undo).to_be_focused()
    author.page.keyboard.press("Enter")
    expect(author.comment(REGRET)).to_be_focused()
    expect(undo).to_have_count(0)
    author.stayed()
    assert told(author) == before
    counts(author, 4)
    expect(author.comment(REGRET)).to_contain_text("Recommended by 1")
    expect(author.page.locator(".replies__count")).to_have_text("1 reply")
    author.page.reload()
    assert told(author) == before


def test_what_was_brought_back_can_be_deleted_again(author: Scripted, article: Article) -> None:
    author.open(article)
    delete(author).press("Enter")
    expect(author.comment(REGRET)).to_be_focused()
    delete(author)
    assert told(author) == ["The bridge should stay.", NEXT]
    author.page.clock.fast_forward(MINUTE)
    author.sees_nothing_of(REGRET, "Undo")


def test_after_the_minute_nothing_of_a_leaf_stays(author: Scripted, article: Article) -> None:
    author.open(article)
    undo = delete(author)
    undo.focus()
    author.page.clock.fast_forward(MINUTE)
    expect(undo).to_have_count(0)
    expect(author.page.locator(".thread__item")).to_have_count(2)
    expect(author.comment(NEXT)).to_be_focused()  # the focus has somewhere to go on from


@pytest.mark.parametrize("where", ["first page", "second page", "its own page"])
def test_an_answered_comment_leaves_its_place_and_its_replies(
    town: Newsroom, author: Scripted, ben: Account, article: Article, regret: Comment, answer: Comment, where: str
) -> None:
    if where == "second page":
        with town.behind(ben, article):
            rows_of(article, ben, [None] * 50)
    author.open(page_of(regret.id) if where == "its own page" else f"/articles/{article.slug}?sort=newest")
    if where == "second page":
        author.follow("More comments")
    undo = delete(author)
    author.sees("Comment deleted by its author", ANSWER)
    author.page.clock.fast_forward(MINUTE)
    expect(undo).to_have_count(0)
    author.sees("Comment deleted by its author", ANSWER)
    author.sees_nothing_of(REGRET)


def test_who_has_no_comment_after_it_stands_at_undo(author: Scripted, article: Article) -> None:
    author.open(f"/articles/{article.slug}?sort=oldest")
    author.reply("The bridge should stay.").say("And I regret that, too.")
    author.meets("And I regret that, too.")
    author.choose("Delete", "And I regret that, too.")
    expect(author.page.get_by_role("button", name="Undo")).to_be_focused()
    author.page.clock.fast_forward(MINUTE)
    author.sees_nothing_of("And I regret that, too.", "1 reply")


def test_the_next_one_that_can_be_seen_is_met_when_a_folded_branch_follows(
    author: Scripted, article: Article, answer: Comment
) -> None:
    author.open(article)
    author.page.get_by_text("1 reply to Ada").press("Enter")
    delete(author)
    expect(author.comment("The bridge should stay.")).to_be_focused()
    expect(author.comment(ANSWER)).to_be_hidden()


def test_undo_that_comes_too_late_is_told_so(
    town: Newsroom, author: Scripted, article: Article, regret: Comment
) -> None:
    author.open(article)
    undo = delete(author)
    with town.behind(regret):
        assert regret.deleted_at
        regret.deleted_at = regret.deleted_at.replace(year=2020)
    undo.press("Enter")
    expect(author.page.get_by_role("status")).to_contain_text("A minute after it was deleted a comment is erased.")
    author.stayed()


def test_what_could_not_be_deleted_stays_and_the_menu_has_the_focus(author: Scripted, article: Article) -> None:
    author.open(article)
    author.page.context.set_offline(True)
    author.choose("Delete", REGRET)
    author.hears("Not deleted: the site cannot be reached.")
    expect(author.comment(REGRET).locator(".menu-button")).to_be_focused()
    expect(author.comment(REGRET).locator(".prose")).to_be_visible()
