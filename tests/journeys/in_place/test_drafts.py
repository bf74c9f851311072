"""What was written and not posted is kept in this browser, where it was written."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom, page_of
from tests.factories import an_article, rows_of, say
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen, place_of

STAY = "The bridge should stay."
# No storage at all, and one that is full.
FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } });"
)
FULL = "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };"
AGE = """([name, days]) => {
  const kept = JSON.parse(localStorage.getItem(name));
  localStorage.setItem(name, JSON.stringify({ ...kept, at: kept.at - days * 24 * 3600e3 }));
}"""


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, reading what Ben said."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


@any_screen
def test_words_are_kept_half_a_second_after_the_last_key(reader: Scripted, article: Article, opinion: Comment) -> None:
    reader.root.field.press_sequentially("I was there")
    reader.keeps(place_of(article), "I was there")
    reader.reply(STAY).field.press_sequentially("So it should")
    reader.keeps(place_of(article, opinion), "So it should")
    assert len(reader.drafts()) == 2


@any_screen
def test_words_come_back_and_can_be_discarded(reader: Scripted, article: Article) -> None:
    reader.root.write("I was there.")
    reader.page.reload()
    reader.root.holds("I was there.")
    expect(reader.root.restored).to_be_visible()
    reader.root.press("Discard")
    reader.root.holds("")
    reader.root.is_focused()
    expect(reader.root.restored).to_be_hidden()
    assert reader.drafts() == {}
    reader.page.reload()
    reader.root.holds("")


def test_a_reply_that_was_begun_opens_again_and_is_posted(reader: Scripted) -> None:
    reader.reply(STAY).write("So it should.")
    reader.page.reload()
    box = reader.box_under(STAY)
    box.holds("So it should.")
    expect(box.restored).to_be_visible()
    expect(box.field).not_to_be_focused()
    expect(box.field).to_have_accessible_name("Reply to Ben")
    box.post()
    reader.meets("So it should.")
    assert reader.drafts() == {}
    reader.page.reload()
    reader.box_under(STAY).is_gone()


@any_screen
def test_a_box_that_was_shut_in_haste_keeps_nothing_of_what_was_posted_since(
    reader: Scripted, article: Article
) -> None:
    reader.page.clock.install()
    reader.open(article)
    reader.page.clock.pause_at(clock.now() + timedelta(hours=1))
    reader.reply(STAY).write("So it should.")
    reader.box_under(STAY).field.press("Escape")
    reader.reply(STAY).post()
    reader.meets("So it should.")
    reader.page.clock.run_for(1_000)
    assert reader.drafts() == {}


@any_screen
def test_what_was_restored_can_be_shut_again(reader: Scripted) -> None:
    reader.reply(STAY).write("So it should.")
    reader.page.reload()
    reader.box_under(STAY).field.press("Escape")
    reader.box_under(STAY).is_gone()
    expect(reader.reply_link(STAY)).to_be_focused()


def test_a_reply_to_a_comment_on_another_page_is_a_link_away(
    town: Newsroom, reader: Scripted, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        far = rows_of(article, ben, [None] * 60)[0]
    reader.open(page_of(far))
    reader.reply("I was there.").write("Were you?")
    reader.open(f"/articles/{article.slug}?sort=newest")
    assert reader.page.locator(f"#c{ids.to_text(far)}").count() == 0
    reader.follow("Your unfinished reply")
    reader.box_under("I was there.").holds("Were you?")
    reader.box_under("I was there.").post()
    reader.meets("Were you?")
    reader.open(f"/articles/{article.slug}?sort=newest")
    expect(reader.page.get_by_role("link", name="Your unfinished reply")).to_have_count(0)


@any_screen
@pytest.mark.parametrize(("days", "there"), [(29, True), (31, False)])
def test_words_are_kept_for_thirty_days(
    reader: Scripted, article: Article, opinion: Comment, days: int, there: bool
) -> None:
    places = {place_of(article): "I was there.", place_of(article, opinion): "So it should."}
    reader.root.write("I was there.")
    reader.reply(STAY).write("So it should.")
    reader.open("/")
    for place in places:
        reader.page.evaluate(AGE, [f"forum/draft/{place}@ada", days])
    reader.open(article)
    reader.root.holds("I was there." if there else "")
    expect(reader.box_under(STAY).element).to_have_count(int(there))
    assert reader.drafts() == (places if there else {})


@any_screen
def test_words_for_one_article_are_not_shown_at_another(town: Newsroom, reader: Scripted, article: Article) -> None:
    with town.behind():
        other = an_article("the-ferry")
    reader.root.write("I was there.")
    reader.reply(STAY).write("So it should.")
    reader.open(other)
    reader.root.holds("")
    expect(reader.page.get_by_role("link", name="Your unfinished reply")).to_have_count(0)
    reader.open(article)
    reader.root.holds("I was there.")


@any_screen
def test_other_words_for_a_comment_are_kept_as_well(
    town: Newsroom, reader: Scripted, ada: Account, article: Article
) -> None:
    with town.behind(ada, article):
        say(ada, article, "Nine people came.")
    reader.open(article)
    reader.edit("Nine people came.").write("Ninety people came.")
    reader.page.reload()
    box = reader.edit("Nine people came.")
    box.holds("Ninety people came.")
    expect(box.restored).to_be_visible()
    box.press("Discard")
    box.holds("Nine people came.")
    assert reader.drafts() == {}


@any_screen
@pytest.mark.parametrize("storage", [FORBIDDEN, FULL], ids=["forbidden", "full"])
def test_who_allows_no_storage_can_post_all_the_same(
    visitor: Visitors, ada: Account, article: Article, opinion: Comment, storage: str
) -> None:
    reader = visitor(ada)
    reader.page.add_init_script(storage)
    reader.open(article)
    reader.root.say("I was there.")
    reader.meets("I was there.")
    reader.reply(STAY).write("So")
    reader.box_under(STAY).field.press("Escape")
    reader.reply(STAY).say("So it should.")
    reader.meets("So it should.")
    reader.stayed()
