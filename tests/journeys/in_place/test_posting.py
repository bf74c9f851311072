"""Posting: the words stand where they belong at once, and the reader meets them there."""

import pytest
from playwright.sync_api import expect

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom, page_of
from tests.factories import rows_of, say
from tests.journeys.in_place.box import Box
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen

STAY = "The bridge should stay."


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, opinion: Comment) -> Scripted:
    """Ada, reading what Ben said."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


def test_a_comment_stands_first_in_the_discussion(reader: Scripted) -> None:
    reader.root.say("I was *there*.")
    comment = reader.meets("I was there.")
    reader.hears("Your comment is posted.")
    expect(comment.locator(".prose em")).to_have_text("there")
    expect(reader.page.locator("#threads .prose")).to_have_text(["I was there.", STAY])
    expect(reader.page.locator("#comment-count")).to_have_text("2")
    reader.root.holds("")
    assert reader.drafts() == {}
    reader.stayed()


@any_screen
def test_the_address_leads_to_what_was_posted(reader: Scripted) -> None:
    reader.root.say("I was there.")
    reader.meets("I was there.")
    reader.page.reload()
    reader.stands_at("I was there.")
    reader.root.holds("")


def test_what_is_being_sent_stands_in_its_place_already(reader: Scripted) -> None:
    with reader.on_its_way():
        reader.root.say("I was *there*.")
        sending = reader.page.get_by_role("article", name="Your comment, which is being sent")
        expect(sending).to_be_focused()
        expect(sending).to_contain_text("Sending …")
        expect(sending.locator(".prose")).to_have_text("I was *there*.")
        expect(reader.root.field).to_be_hidden()
    reader.meets("I was there.")
    expect(sending).to_have_count(0)
    expect(reader.root.field).to_be_visible()


def test_a_reply_stands_first_among_the_replies(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        say(ben, article, "I said so in March.", opinion)
    reader.open(article)
    box = reader.reply(STAY)
    with reader.on_its_way():
        box.say("So it should.")
        expect(reader.page.locator(".replies__count")).to_have_text("2 replies")
    reader.meets("So it should.")
    reader.hears("Your comment is posted.")
    expect(reader.page.locator(".replies .prose")).to_have_text(["So it should.", "I said so in March."])
    expect(reader.page.locator(".replies__count")).to_have_text("2 replies")
    expect(reader.page.locator("#comment-count")).to_have_text("3")
    box.is_gone()
    assert reader.drafts() == {}
    reader.stayed()
    reader.page.reload()
    reader.stands_at("So it should.")


@any_screen
def test_a_reply_to_a_reply_that_was_just_posted(reader: Scripted) -> None:
    reader.reply(STAY).say("So it should.")
    reader.meets("So it should.")
    expect(reader.page.locator(".replies__count")).to_have_text("1 reply")
    reader.reply("So it should.").say("But how?")
    reader.meets("But how?")
    expect(reader.page.locator(".replies__count")).to_have_text(["2 replies", "1 reply"])
    reader.reply_link("But how?").click()
    reader.box_under("But how?").is_focused()
    reader.stayed()


@any_screen
def test_the_box_takes_another_comment_but_not_the_same_again(reader: Scripted) -> None:
    for words in ("First.", "Second.", "Second."):
        reader.root.say(words)
        expect(reader.page.locator(".comment--sending")).to_have_count(0)
        reader.meets(words)
    expect(reader.page.locator("#threads .prose")).to_have_text(["Second.", "First.", STAY])
    reader.stayed()


@any_screen
def test_the_first_comment_of_all(visitor: Visitors, ada: Account, article: Article) -> None:
    reader = visitor(ada)
    reader.open(article)
    reader.sees("No comments yet.")
    reader.root.say("I was there.")
    reader.meets("I was there.")
    expect(reader.page.get_by_text("No comments yet.")).to_be_hidden()
    expect(reader.page.locator("#comment-count")).to_have_text("1")
    reader.stayed()


def test_a_reply_on_the_page_of_a_comment(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        say(ben, article, "I said so in March.", opinion)
    reader.open(page_of(opinion.id))
    for parent, words in ((STAY, "So it should."), ("I said so in March.", "Did you?")):
        reader.reply(parent).say(words)
        reader.meets(words)
        reader.stayed()
    expect(reader.page.locator(".permalink__replies .prose")).to_have_text(
        ["So it should.", "I said so in March.", "Did you?"]
    )


@any_screen
def test_a_reply_to_what_was_said_before_on_the_page_of_a_comment(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        answer = say(ben, article, "I said so in March.", opinion)
    reader.open(page_of(answer.id))
    reader.reply(STAY).say("So it should.")
    reader.stands_at("So it should.")


@any_screen
def test_a_reply_too_far_down_for_the_page_leads_to_its_own(
    town: Newsroom, reader: Scripted, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        chain = rows_of(article, ben, [None, *range(8)])
    reader.open(article)
    deepest = reader.page.locator(f"#c{ids.to_text(chain[-1])}")
    deepest.get_by_role("link", name="Reply to Ben").click()
    Box(deepest.locator("xpath=following-sibling::comment-box")).say("How deep this is.")
    reader.stands_at("How deep this is.")
    reader.meets("How deep this is.")
    assert "/c/" in reader.page.url
    assert reader.drafts() == {}


@any_screen
def test_what_is_said_aloud_keeps_no_finger_from_what_it_covers(reader: Scripted) -> None:
    reader.root.say("I was there.")
    reader.hears("Your comment is posted.")
    shape = reader.page.get_by_role("status").bounding_box()
    assert shape
    middle = [shape["x"] + shape["width"] / 2, shape["y"] + shape["height"] / 2]
    assert reader.page.evaluate("([x, y]) => document.elementFromPoint(x, y).id", middle) != "said"
