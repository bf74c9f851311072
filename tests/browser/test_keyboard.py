"""A whole thread by keyboard: everything is reached in the order in which it is read, and nothing holds one back."""

from collections import Counter

import pytest
from playwright.sync_api import expect

from forum.articles.models import Article
from tests.browser.newsroom import NARROW, Newsroom
from tests.browser.reader import Reader, Readers
from tests.browser.town import Town
from tests.browser.walking import walk
from tests.factories import rows_of, say

# At a comment, besides links and spoilers in its own words: name, Recommend, Reply, Share, more. The branch beneath
# it, and what is left of it, are counted by themselves.
STOPS_EACH = 5
LOW, USUAL = 24, 32  # px: WCAG 2.5.8, and what design.md asks of actions


@pytest.fixture(scope="module")
def evening(running: Newsroom, town: Town) -> Article:
    """Fifty comments and more, with answers, spoilers and links in them."""
    with running.behind(town.long):
        ben = town.people["ben"]
        say(ben, town.long, "[A link](https://council.example/), a ||spoiler|| and @ada.")
        rows_of(town.long, ben, [None, 0, 1, 2, 0])
    return town.long


@pytest.fixture
def reader(readers: Readers, town: Town, evening: Article) -> Reader:
    found = readers(town.people["ada"])
    found.open(evening)
    return found


def test_a_walk_through_a_long_thread_finds_no_trap_and_nothing_hidden(reader: Reader) -> None:
    expect(reader.page.locator(".comment")).to_have_count(50)
    forth = list(walk(reader.page, "Tab"))
    back = list(walk(reader.page, "Shift+Tab"))
    assert 'class="skip"' in forth[0].what
    assert [stop.number for stop in forth] == list(range(len(forth))), "one stop was met twice"
    assert [stop.number for stop in back] == list(reversed(range(len(forth)))), "the way back is another"
    assert [stop.what for stop in (*forth, *back) if stop.hidden] == []
    each = Counter(stop.comment for stop in forth if stop.comment)
    assert len(each) == 50
    assert max(each.values()) <= STOPS_EACH, each.most_common(3)


@pytest.mark.parametrize("touched", [False, True])
def test_what_can_be_pressed_is_large_enough(running: Newsroom, readers: Readers, town: Town, touched: bool) -> None:
    context = readers.browser.new_context(
        base_url=running.address, has_touch=touched, is_mobile=touched, viewport={"width": NARROW, "height": 800}
    )
    readers.enter_context(context)
    running.sign_in(context, town.people["ada"])
    reader = Reader(context.new_page())
    reader.open(town.bridge)
    least = 44 if touched else USUAL
    stops = [stop for stop in walk(reader.page, "Tab") if not stop.word and "<textarea" not in stop.what]
    assert [stop.what for stop in stops if stop.height < LOW] == []
    assert [stop.what for stop in stops if stop.action and stop.height < least] == []


HOVERING = """() => {
  const texts = ['3 new comments', 'Next new (7)', 'Your unfinished reply'];
  for (const pill of document.querySelectorAll('.dock .pill:not(.pill--quote)')) {
    pill.textContent = texts.shift();
    pill.hidden = false;
    if (pill.localName === 'a') pill.href = '/';
  }
  document.getElementById('said').textContent = 'Your comment is deleted. For a minute you can undo that.';
}"""


def test_what_hovers_at_the_foot_of_the_screen_never_hides_the_focus(readers: Readers, town: Town) -> None:
    readers.width = NARROW  # where it stands in rows
    reader = readers(town.people["ada"])
    reader.open(town.bridge)
    reader.page.evaluate(HOVERING)
    expect(reader.page.get_by_text("Your unfinished reply")).to_be_in_viewport()
    stops = [*walk(reader.page, "Tab"), *walk(reader.page, "Shift+Tab")]
    assert [stop.what for stop in stops if stop.hidden] == []
