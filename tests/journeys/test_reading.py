"""Finding one's way through a discussion."""

import re

import pytest
from playwright.sync_api import expect

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.recommending import recommend
from tests.browser.newsroom import Newsroom, page_of
from tests.browser.reader import Reader, Readers
from tests.factories import rows_of, say


def told(reader: Reader) -> list[str]:
    """What the comments at the top say, from top to bottom."""
    return reader.page.locator("#threads > .thread > li > article .prose p").all_inner_texts()


@pytest.mark.parametrize(
    ("label", "order"),
    [
        ("Best", ["middle", "last", "first"]),
        ("Active", ["middle", "first", "last"]),
        ("Newest", ["last", "middle", "first"]),
        ("Oldest", ["first", "middle", "last"]),
    ],
)
def test_each_order_is_chosen_from_the_list_and_stays_chosen(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article, label: str, order: list[str]
) -> None:
    with town.behind(ada, ben, article):
        first, middle, _ = (say(ada, article, words) for words in ("first", "middle", "last"))
        say(ben, article, "an answer", first)
        recommend(middle, by=ben)
        for words in ("more", "and more"):
            say(ben, article, words, middle)
    reader = visitor()
    reader.open(article)
    assert told(reader) == ["middle", "last", "first"]
    reader.page.get_by_label("Sort").select_option(label=label)
    reader.press("Apply this order")
    assert told(reader) == order
    expect(reader.page.get_by_label("Sort").locator("option:checked")).to_have_text(label)
    expect(reader.page.get_by_role("heading", name="Comments")).to_be_in_viewport()


@pytest.mark.parametrize("sort", ["best", "active", "newest", "oldest"])
def test_pages_of_at_most_fifty_lead_past_every_comment_once(
    town: Newsroom, visitor: Readers, ada: Account, article: Article, sort: str
) -> None:
    with town.behind(ada, article):
        written = {ids.to_text(comment) for comment in rows_of(article, ada, [None] * 120)}
    reader = visitor()
    reader.open(f"/articles/{article.slug}?sort={sort}")
    seen: list[str] = []
    while True:
        page = reader.page.locator("article.comment").evaluate_all("all => all.map(comment => comment.id)")
        assert 0 < len(page) <= 50
        seen += page
        if not reader.page.get_by_role("link", name="More comments").count():
            break
        reader.follow("More comments")
    assert sorted(seen) == sorted(f"c{name}" for name in written)
    reader.follow("From the beginning")
    expect(reader.page.locator("article.comment").first).to_have_attribute("id", seen[0])


def test_the_replies_that_a_page_leaves_out_are_one_link_away(
    town: Newsroom, visitor: Readers, ada: Account, article: Article
) -> None:
    with town.behind(ada, article):
        top = say(ada, article, "Who came?")
        for number in range(9):
            say(ada, article, f"Number {number} did.", top)
    reader = visitor()
    reader.open(f"/articles/{article.slug}?sort=oldest")
    expect(reader.page.locator("article.comment")).to_have_count(4)
    reader.follow("Show 6 more replies to Ada")
    reader.sees(*(f"Number {number} did." for number in range(3, 9)))


def test_a_permalink_shows_what_was_said_before_and_what_was_answered(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        top = say(ada, article, "Who came?")
        reply = say(ben, article, "Nine people.", top)
        say(ada, article, "Only nine?", reply)
        say(ada, article, "Another matter.")
    reader = visitor()
    reader.open(article)
    reader.follow("Share the comment by Ben")
    assert page_of(reply.id) in reader.page.url
    reader.stands_at("Nine people.")
    expect(reader.page.locator("article.comment .prose")).to_have_text(["Who came?", "Nine people.", "Only nine?"])
    reader.follow("The bridge")
    reader.stands_at("Nine people.")
    reader.sees("Another matter.")


def test_a_deep_chain_can_be_followed_down_and_back_up(
    town: Newsroom, visitor: Readers, ada: Account, article: Article
) -> None:
    with town.behind(ada, article):
        chain = rows_of(article, ada, [None, *range(29)])
    reader = visitor()
    reader.open(article)
    pages = 1
    while reader.page.get_by_role("link", name=re.compile("^Continue this thread")).count():
        reader.follow(re.compile("^Continue this thread"))
        pages += 1
    expect(reader.page.locator(f"#c{ids.to_text(chain[-1])}")).to_be_visible()
    assert pages < 6
    while reader.page.get_by_role("link", name="Show what was said before ↑").count():
        reader.follow("Show what was said before ↑")
    expect(reader.page.locator(f"#c{ids.to_text(chain[0])}")).to_be_visible()


@pytest.mark.parametrize("words", ["It ends with ||a wedding||, they say.", ">! [S1 E8] It ends with a wedding."])
def test_a_spoiler_stays_shut_until_it_is_opened_by_mouse_or_by_key(
    town: Newsroom, visitor: Readers, ada: Account, article: Article, words: str
) -> None:
    with town.behind(ada, article):
        say(ada, article, words)
    reader = visitor()
    reader.open(article)
    comment, button = reader.page.locator(".comment .prose"), reader.page.locator(".comment .prose summary")
    expect(comment).not_to_contain_text("wedding", use_inner_text=True)
    assert "wedding" not in comment.aria_snapshot()
    for _ in range(2):
        button.click()
        expect(comment).to_contain_text("a wedding", use_inner_text=True)
        button.focus()
        reader.page.keyboard.press("Enter")
        expect(comment).not_to_contain_text("wedding", use_inner_text=True)
    button.press("Space")
    expect(comment).to_contain_text("a wedding", use_inner_text=True)
    assert "a wedding" in comment.aria_snapshot()


def test_a_branch_is_collapsed_and_opened_again_by_mouse_or_by_key(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        top = say(ada, article, "Who came?")
        say(ada, article, "Only nine?", say(ben, article, "Nine people.", top))
    reader = visitor()
    reader.open(article)
    branch = reader.page.get_by_text("2 replies to Ada")
    branch.click()
    for words in ("Nine people.", "Only nine?"):
        expect(reader.comment(words)).to_be_hidden()
    branch.focus()
    reader.page.keyboard.press("Enter")
    for words in ("Nine people.", "Only nine?"):
        expect(reader.comment(words)).to_be_visible()
