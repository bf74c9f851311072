"""After any post one stands before one's own words, wherever they rank and however deep they hang."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.recommending import recommend
from tests.browser.newsroom import Newsroom, page_of
from tests.browser.reader import Readers
from tests.factories import rows_of, say


@pytest.mark.parametrize("depth", [1, 4, 8, 9, 10, 30])
def test_a_reply_is_found_at_any_depth(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article, depth: int
) -> None:
    with town.behind(ben, article):
        *_, parent = rows_of(article, ben, [None, *range(depth - 1)])
    reader = visitor(ada)
    reader.open(page_of(parent))
    reader.follow("Reply to Ben", reader.page.locator("[aria-current=true]"))
    reader.say("So deep down.")
    reader.stands_at("So deep down.")


@pytest.mark.parametrize("sort", ["best", "active", "newest", "oldest"])
def test_a_comment_that_ranks_on_another_page_is_found(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article, sort: str
) -> None:
    with town.behind(ben, ada, article):
        for number in range(60):
            recommend(say(ben, article, f"Number {number}."), by=ada)
    reader = visitor(ada)
    reader.open(f"/articles/{article.slug}?sort={sort}")
    reader.say("And one more.")
    reader.stands_at("And one more.")
    expect(reader.page.get_by_label("Sort")).to_have_value(sort)


def test_a_reply_beneath_many_others_is_found_and_none_of_them_is_lost(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        top = say(ben, article, "Who came?")
        for number in range(9):
            recommend(say(ben, article, f"Number {number} did.", top), by=ada)
    reader = visitor(ada)
    reader.open(article)
    reader.answer("Who came?", "I came as well.")
    reader.stands_at("I came as well.")
    shown = {text for text in reader.page.locator(".replies .prose").all_inner_texts() if text.startswith("Number")}
    reader.page.get_by_role("link", name="more replies to Ben").click()
    reader.page.wait_for_url("**/c/**")
    shown |= {text for text in reader.page.locator(".thread .prose").all_inner_texts() if text.startswith("Number")}
    assert shown == {f"Number {number} did." for number in range(9)}


def test_a_reply_to_a_reply_on_another_page_is_found(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        forgotten = say(ben, article, "Long ago.")
        answer = say(ben, article, "Very long ago.", forgotten)
        for number in range(60):
            recommend(say(ben, article, f"Number {number}."), by=ada)
    reader = visitor(ada)
    reader.open(page_of(answer.id))
    reader.answer("Very long ago.", "Not to me.")
    reader.stands_at("Not to me.")
    reader.sees("Long ago.", "Very long ago.")


def test_an_edited_comment_is_found_again(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        say(ada, article, "A tipo.")
        for number in range(60):
            recommend(say(ben, article, f"Number {number}."), by=ada)
    reader = visitor(ada)
    reader.open("/people/ada")
    reader.follow("Edit", reader.menu("A tipo."))
    reader.box.fill("A typo.")
    reader.press("Save")
    reader.stands_at("A typo.")
