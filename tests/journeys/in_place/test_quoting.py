"""Quoting: what was selected stands in the box, and what was covered stays covered."""

import pytest
from playwright.sync_api import Locator, expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom
from tests.factories import say
from tests.journeys.in_place.box import Box
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen

SAID = """The bridge has *charm*.

It was ||sold in March|| to the mill.

>! [S1 E8] They marry.

So it should stay."""
CHARM = "The bridge has charm"

# Selects from the beginning of one piece of text to the end of another, as a hand would.
SELECT = """(prose, [from, to]) => {
  const walker = document.createTreeWalker(prose, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  const [first, last] = [from, to].map(piece => texts.find(text => text.data.includes(piece)));
  getSelection().setBaseAndExtent(first, first.data.indexOf(from), last, last.data.indexOf(to) + to.length);
}"""


@pytest.fixture
def speech(town: Newsroom, ben: Account, article: Article) -> Comment:
    """Ben says much at once."""
    with town.behind(ben, article):
        return say(ben, article, SAID)


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, speech: Comment) -> Scripted:
    """Ada, reading what Ben said."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


def select(reader: Scripted, first: str, last: str) -> None:
    reader.comment(CHARM).locator(".prose").evaluate(SELECT, [first, last])


def pill(reader: Scripted) -> Locator:
    return reader.page.get_by_role("button", name="Quote", exact=True)


def quoted(reader: Scripted) -> Box:
    box = reader.box_under(CHARM)
    box.is_focused()
    return box


def test_a_selection_is_quoted_by_the_button_beside_it(reader: Scripted) -> None:
    expect(pill(reader)).to_be_hidden()
    select(reader, "bridge has", "charm")
    expect(pill(reader)).to_be_in_viewport(ratio=1)
    with reader.asking_nothing():
        pill(reader).click()
        quoted(reader).holds("> bridge has charm\n\n")
    expect(pill(reader)).to_be_hidden()
    reader.page.keyboard.type("So has the ferry.")
    quoted(reader).post()
    expect(reader.meets("So has the ferry.").locator("blockquote")).to_have_text("bridge has charm")
    reader.stayed()


@any_screen
def test_a_quotation_joins_what_was_written(reader: Scripted) -> None:
    reader.reply(CHARM).write("First of all,")
    select(reader, "charm", "charm")
    pill(reader).click()
    quoted(reader).holds("First of all,\n\n> charm\n\n")


def test_a_selection_is_quoted_from_the_menu(reader: Scripted) -> None:
    select(reader, "bridge", "charm")
    with reader.asking_nothing():
        reader.choose("Quote", CHARM)
        quoted(reader).holds("> bridge has charm\n\n")
    reader.stayed()


@any_screen
def test_without_a_selection_the_menu_quotes_all_as_it_was_written(reader: Scripted) -> None:
    reader.choose("Quote", CHARM)
    box = quoted(reader)
    box.holds("".join(f"> {line}\n" for line in SAID.split("\n")) + "\n")
    box.field.press("Escape")
    expect(reader.comment(CHARM).locator(".menu-button")).to_be_focused()
    reader.stayed()


@any_screen
@pytest.mark.parametrize("opened", [False, True], ids=["covered", "uncovered"])
def test_what_was_covered_stays_covered_in_a_quotation(reader: Scripted, opened: bool) -> None:
    if opened:
        for cover in reader.comment(CHARM).locator(".prose summary").all():
            cover.click()
    select(reader, "The bridge has", "stay.")
    pill(reader).click()
    words = quoted(reader).field.input_value()
    assert "> It was ||sold in March|| to the mill.\n" in words
    assert "||They marry.||" in words
    assert "Spoiler" not in words
    quoted(reader).post()
    answer = reader.page.locator(".replies .comment[aria-current] .prose")
    expect(answer).to_contain_text("It was", use_inner_text=True)
    for secret in ("sold in March", "They marry."):
        expect(answer).not_to_contain_text(secret, use_inner_text=True)


@any_screen
@pytest.mark.parametrize(("piece", "quotation"), [("in March", "||in March||"), ("They marry", "||They marry||")])
def test_a_piece_of_what_was_uncovered_is_covered_again(reader: Scripted, piece: str, quotation: str) -> None:
    for cover in reader.comment(CHARM).locator(".prose summary").all():
        cover.click()
    select(reader, piece, piece)
    pill(reader).click()
    quoted(reader).holds(f"> {quotation}\n\n")


@any_screen
def test_a_selection_that_begins_inside_what_was_uncovered_is_covered_there(reader: Scripted) -> None:
    for cover in reader.comment(CHARM).locator(".prose summary").all():
        cover.click()
    select(reader, "March", "mill.")
    pill(reader).click()
    quoted(reader).holds("> ||March|| to the mill.\n\n")


@any_screen
def test_what_is_no_part_of_one_comment_is_not_offered(
    town: Newsroom, reader: Scripted, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "The ferry is late.")
    reader.open(article)
    select(reader, "charm", "charm")
    expect(pill(reader)).to_be_visible()
    reader.page.locator("#threads").evaluate(SELECT, ["The ferry is late", "charm"])
    expect(pill(reader)).to_be_hidden()
    select(reader, "charm", "charm")
    expect(pill(reader)).to_be_visible()
    reader.page.evaluate("() => getSelection().selectAllChildren(document.querySelector('.story, h1'))")
    expect(pill(reader)).to_be_hidden()
