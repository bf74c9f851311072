"""What cannot be taken as it is: a sentence that says what to do, and the words still in the box."""

import re

import pytest
from playwright.sync_api import expect

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article, Openness
from forum.discussion.deleting import delete_comment
from tests.browser.newsroom import NARROW, Newsroom, page_of, path_of
from tests.browser.reader import Reader, Readers
from tests.factories import an_article, say

INVISIBLE = {
    "spaces": "   ",
    "lines": "\n\n",
    "no-break and zero-width spaces": "\u00a0\u200b\u2060\ufeff",
    "Hangul fillers": "\u3164\u115f",
    "marks that turn the direction": "\u202e\u202c",
    "tags": "\U000e0041\U000e007f",
}

# A refusal is the same on every screen.
pytestmark = pytest.mark.parametrize("width", [NARROW])


@pytest.fixture
def reader(visitor: Readers, ada: Account, article: Article) -> Reader:
    """Ada, on the article's page."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


def test_the_browser_itself_does_not_send_an_empty_box(reader: Reader) -> None:
    reader.page.get_by_role("button", name="Post comment").click()
    expect(reader.page.locator("textarea:invalid:focus")).to_have_count(1)


def test_an_empty_box_that_is_sent_all_the_same_is_refused(reader: Reader) -> None:
    reader.box.evaluate("box => { box.required = false }")
    reader.refused(reader.press("Post comment"), 400, "Write something first", "")


@pytest.mark.parametrize("words", INVISIBLE.values(), ids=INVISIBLE)
def test_what_nobody_can_see_is_no_comment(reader: Reader, words: str) -> None:
    reader.refused(reader.say(words), 400, "Write something first: there is nothing to read in the box.", words)


def test_5001_characters_are_refused_and_5000_with_line_ends_are_taken(reader: Reader) -> None:
    words = "Ein Wörtchen dazu 🙂\n" * 250
    assert len(words) == 5000
    reader.refused(reader.say(words + "x"), 400, "That is 1 character too long", words + "x")
    reader.box.fill(words)
    reader.press("Post comment")
    reader.stands_at("Ein Wörtchen dazu 🙂")


def test_an_edit_to_nothing_or_to_too_much_is_refused(reader: Reader) -> None:
    reader.say("I was there.")
    reader.follow("Edit", reader.menu("I was there."))
    for words, sentence in (("\u200b", "Write something first"), ("x" * 5002, "That is 2 characters too long")):
        reader.box.fill(words)
        reader.refused(reader.press("Save"), 400, sentence, words)
    reader.open(reader.page.url.replace("/edit", ""))
    reader.sees("I was there.")


def test_a_preview_of_nothing_is_refused(reader: Reader) -> None:
    reader.box.fill(" ")
    reader.refused(reader.press("Preview"), 400, "Write something first", " ")


def test_a_parent_on_another_article_is_refused_and_the_words_can_be_posted_here(
    town: Newsroom, reader: Reader, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "The bridge should stay.")
        elsewhere = say(ben, an_article("the-ferry"), "The ferry should stay.")
    reader.open(article)
    reader.follow("Reply to Ben")
    reader.tamper("parent", ids.to_text(elsewhere.id))
    reader.refused(reader.say("So it should."), 400, "The comment that you answer is not here.", "So it should.")
    reader.sees_nothing_of("The ferry should stay.")
    reader.press("Post comment")
    reader.stands_at("So it should.")


def test_a_parent_that_is_no_comment_at_all_is_refused(
    town: Newsroom, reader: Reader, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "The bridge should stay.")
    reader.open(article)
    reader.follow("Reply to Ben")
    reader.tamper("parent", "'; DROP TABLE comment;--")
    reader.refused(reader.say("So it should."), 400, "The comment that you answer is not here.", "So it should.")


def test_a_leaf_deleted_while_its_answer_is_written_can_be_answered_at_the_top(
    town: Newsroom, reader: Reader, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        parent = say(ben, article, "The bridge should stay.")
    reader.open(article)
    reader.follow("Reply to Ben")
    with town.behind(ben, article, parent):
        delete_comment(parent, by=ben)
    reader.refused(reader.say("So it should."), 400, "You can post yours as a new comment.", "So it should.")
    reader.press("Post comment")
    reader.stands_at("So it should.")


def test_an_answered_comment_deleted_while_another_answer_is_written_too(
    town: Newsroom, reader: Reader, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        parent = say(ben, article, "The bridge should stay.")
        say(ada, article, "Why?", parent)
    reader.open(article)
    reader.follow("Reply to Ben")
    with town.behind(ben, article, parent):
        delete_comment(parent, by=ben)
    reader.refused(reader.say("So it should."), 403, "was taken away meanwhile", "So it should.")
    reader.sees_nothing_of("Ben")
    reader.press("Post comment")
    reader.stands_at("So it should.")


def test_an_article_closed_while_one_writes_keeps_the_words(town: Newsroom, reader: Reader, article: Article) -> None:
    reader.box.fill("Am I late?")
    with town.behind(article):
        article.state = Openness.CLOSED
    answer = reader.press("Post comment")
    reader.refused(answer, 403, "Comments are closed.")
    expect(reader.page.get_by_label("Your words")).to_have_value("Am I late?")


def test_the_other_ways_to_a_closed_article_are_closed_too(
    town: Newsroom, reader: Reader, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        say(ada, article, "I was there.")
        say(ben, article, "So was I.")
    reader.open(article)
    reader.follow("Edit", reader.menu("I was there."))
    with town.behind(article):
        article.state = Openness.CLOSED
    reader.box.fill("I was not there.")
    reader.refused(reader.press("Save"), 403, "Comments are closed.", "I was not there.")
    reader.open(article)
    reader.sees("Comments are closed.")
    expect(reader.page.get_by_role("link", name=re.compile("^Reply"))).to_have_count(0)
    expect(reader.page.locator("form.composer")).to_have_count(0)


@pytest.mark.parametrize("address", ["?cursor=nonsense", "?cursor=1~", "?sort=newest&cursor=1e999~0000000000000"])
def test_a_wrong_cursor_is_refused(reader: Reader, article: Article, address: str) -> None:
    reader.refused(reader.open(path_of(article) + address), 400, "Go back to the beginning of the comments.")


def test_a_cursor_of_another_order_leads_to_no_fault(
    town: Newsroom, reader: Reader, ada: Account, article: Article
) -> None:
    with town.behind(ada, article):
        comment = say(ada, article, "I was there.")
    for place in (path_of(article), page_of(comment.id), "/people/ada"):
        for cursor in ("5~0000000000000", "-1~zzzzzzzzzzzzz", "1.5~0000000000000", "%F0%9F%99%82~0000000000000"):
            answer = reader.open(f"{place}?sort=active&cursor={cursor}")
            assert answer.status in (200, 400)


@pytest.mark.parametrize("sort", ["worst", "BEST", "best'", "%00"])
def test_an_unknown_order_is_refused(reader: Reader, article: Article, sort: str) -> None:
    sentence = "holds a character which is not text" if sort == "%00" else "Choose best, active, newest or oldest."
    reader.refused(reader.open(f"{path_of(article)}?sort={sort}"), 400, sentence)
