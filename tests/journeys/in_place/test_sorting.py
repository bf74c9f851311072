"""Another order, and the rest of a branch, without leaving the page."""

import pytest
from playwright.sync_api import Locator, expect

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from tests.browser.newsroom import NARROW, WIDE, Newsroom
from tests.factories import rows_of, say
from tests.journeys.in_place.scripted import Scripted, Visitors

OLDEST = "The longest standing comments come first."


@pytest.fixture
def width() -> int:
    return WIDE


@pytest.fixture
def evening(town: Newsroom, ben: Account, article: Article) -> list[str]:
    """Ben alone filled it: sixty comments, oldest first, and nine answers to the first. Their names."""
    with town.behind(ben, article):
        return [ids.to_text(one) for one in rows_of(article, ben, [*[None] * 60, *[0] * 9])]


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, evening: list[str]) -> Scripted:
    """Ada, who sees them in the order that comes of itself."""
    found = visitor(ada)
    found.open(article)
    return found


def order(reader: Scripted) -> Locator:
    return reader.page.get_by_label("Sort")


def names(reader: Scripted, where: str = "#threads > .thread > li > .comment") -> list[str]:
    found: list[str] = reader.page.locator(where).evaluate_all("all => all.map(one => one.id.slice(1))")
    return found


def sort_by(reader: Scripted, label: str) -> str:
    """Choose it, and wait until the thread stands so; gives back what is told of it."""
    before = reader.page.locator("#threads").element_handle()
    order(reader).select_option(label=label)
    reader.page.wait_for_function("old => !old.isConnected", arg=before)
    return order(reader).locator("option:checked").get_attribute("title") or ""


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_choosing_an_order_changes_the_thread_the_address_and_nothing_else(
    reader: Scripted, evening: list[str]
) -> None:
    order(reader).focus()
    meaning = sort_by(reader, "Oldest")
    assert names(reader)[:9] == evening[:9]
    expect(order(reader)).to_be_focused()
    reader.hears(meaning)
    expect(order(reader)).to_have_attribute("title", meaning)
    assert reader.page.url.endswith("?sort=oldest")
    reader.stayed()
    shown = names(reader)
    reader.page.reload()
    assert names(reader) == shown
    expect(order(reader)).to_have_value("oldest")


def test_what_is_said_afterwards_keeps_that_order(reader: Scripted, evening: list[str]) -> None:
    sort_by(reader, "Oldest")
    reader.root.say("And one more.")
    reader.meets("And one more.")
    assert "sort=oldest" in reader.page.url
    box = reader.comment("I was there.").first.locator("reply-link:not([quoting]) a")
    box.click()
    reply = reader.page.get_by_role("textbox", name="Reply to Ben")
    reply.fill("So was I.")
    reply.press("Control+Enter")
    reader.meets("So was I.")
    assert "sort=oldest" in reader.page.url
    reader.page.reload()
    reader.stands_at("So was I.")
    expect(order(reader)).to_have_value("oldest")


def test_a_reply_that_is_being_written_outlives_another_order(
    town: Newsroom, reader: Scripted, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "Last of all.")
    reader.open(article)
    reader.reply("Last of all.").write("I have begun to say")
    sort_by(reader, "Newest")
    reader.box_under("Last of all.").holds("I have begun to say")


def test_a_folded_branch_stays_folded_in_another_order(reader: Scripted) -> None:
    sort_by(reader, "Oldest")
    branch = reader.page.locator(".replies")
    branch.locator("summary").click()
    sort_by(reader, "Active")
    expect(branch).not_to_have_attribute("open", "")
    reader.page.reload()
    expect(branch).not_to_have_attribute("open", "")


def test_without_a_signal_the_order_stays_what_it_was(reader: Scripted) -> None:
    shown = names(reader)
    reader.page.context.set_offline(True)
    order(reader).select_option(label="Oldest")
    reader.hears("Not done: the site cannot be reached. Try again.")
    assert names(reader) == shown
    expect(order(reader)).to_have_value("best")
    assert "sort" not in reader.page.url
    reader.page.context.set_offline(False)
    sort_by(reader, "Oldest")


def more(reader: Scripted) -> Locator:
    return reader.page.get_by_role("link", name="more replies to Ben")


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_more_replies_come_in_place_each_once_and_one_stands_at_the_first_of_them(
    reader: Scripted, evening: list[str]
) -> None:
    reader.open(f"{reader.page.url}?sort=oldest")
    expect(more(reader)).to_contain_text("Show 6 more replies")
    more(reader).press("Enter")
    expect(more(reader)).to_have_count(0)
    assert names(reader, ".replies .comment") == evening[60:]
    expect(reader.page.locator(f"#c{evening[63]}")).to_be_focused()
    expect(reader.page.locator(".replies__count")).to_have_text("9 replies")
    reader.stayed()


def test_more_replies_that_do_not_come_are_asked_for_once_more(reader: Scripted, evening: list[str]) -> None:
    reader.open(f"{reader.page.url}?sort=oldest")
    reader.page.context.set_offline(True)
    more(reader).click()
    reader.hears("The replies could not be loaded. Try again.")
    expect(more(reader)).to_be_focused()
    reader.page.context.set_offline(False)
    more(reader).click()
    expect(more(reader)).to_have_count(0)
    assert names(reader, ".replies .comment") == evening[60:]


def test_two_presses_in_a_hurry_bring_each_reply_once(reader: Scripted, evening: list[str]) -> None:
    reader.open(f"{reader.page.url}?sort=oldest")
    more(reader).dblclick()
    expect(more(reader)).to_have_count(0)
    reader.page.wait_for_load_state("networkidle")
    assert names(reader, ".replies .comment") == evening[60:]


def test_a_long_branch_is_read_to_its_end_in_place(
    town: Newsroom, visitor: Visitors, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        written = [ids.to_text(one) for one in rows_of(article, ben, [None, *[0] * 70])]
    cleo = visitor()
    cleo.open(f"/articles/{article.slug}?sort=oldest")
    for number in (52, 70):
        more(cleo).click()
        expect(cleo.page.locator(".replies .comment")).to_have_count(number)
    assert names(cleo, ".replies .comment") == written[1:]
    expect(more(cleo)).to_have_count(0)
    cleo.stayed()


def test_with_the_control_key_more_replies_are_a_page_of_their_own(reader: Scripted, evening: list[str]) -> None:
    reader.open(f"{reader.page.url}?sort=oldest")
    with reader.page.context.expect_page() as opened:
        more(reader).click(modifiers=["Control"])
    opened.value.wait_for_url(f"**/c/{evening[0]}?**")
    assert names(reader, ".replies .comment") == evening[60:63]
