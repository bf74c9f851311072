"""Two readers at once: what one says is told to the other, and put nowhere before they ask for it."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.discussion.deleting import delete_comment
from forum.discussion.models import Comment
from forum.moderation.models import Verb
from tests.browser.newsroom import NARROW, WIDE, Newsroom, page_of
from tests.factories import decided, rows_of, say
from tests.journeys.in_place.scripted import Scripted, Visitors
from tests.journeys.in_place.watching import Watch, marked_new, nothing_told, on_the_screen, pill, replies_at

STAY, TUNNEL = "The bridge should stay.", "And the tunnel?"


@pytest.fixture
def width() -> int:
    return WIDE


@pytest.fixture
def reader(watch: Watch) -> Scripted:
    return watch.reader


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_new_comments_are_told_and_come_when_they_are_asked_for(
    town: Newsroom, watch: Watch, reader: Scripted, ben: Account, article: Article
) -> None:
    watch.waits()
    nothing_told(reader)
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    watch.waits()
    expect(pill(reader)).to_have_text("1 new comment")
    expect(reader.page.locator("article.comment")).to_have_count(1)
    with town.behind(ben, article):
        say(ben, article, "And the ferry?")
        say(ben, article, "And the ford?")
    watch.waits()
    expect(pill(reader)).to_have_text("3 new comments")
    expect(pill(reader)).to_be_in_viewport()
    pill(reader).press("Enter")
    expect(reader.comment("And the ford?")).to_be_focused()
    expect(reader.comment("And the ford?")).to_be_in_viewport()
    expect(reader.page.locator("#threads .prose")).to_have_text(["And the ford?", "And the ferry?", TUNNEL, STAY])
    assert marked_new(reader) == ["And the ford?", "And the ferry?", TUNNEL]
    expect(reader.page.locator("#comment-count")).to_have_text("4")
    nothing_told(reader)
    reader.stayed()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_new_replies_are_told_where_they_will_stand(
    town: Newsroom, watch: Watch, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        for words in ("Because of the view.", "And of the trams."):
            say(ben, article, words, opinion)
    watch.waits()
    expect(replies_at(reader, STAY)).to_have_text("2 new replies")
    expect(pill(reader)).to_be_hidden()
    expect(reader.page.locator("article.comment")).to_have_count(1)
    replies_at(reader, STAY).press("Enter")
    expect(reader.comment("And of the trams.")).to_be_focused()
    expect(reader.page.locator(".replies__count")).to_have_text("2 replies")
    assert marked_new(reader) == ["And of the trams.", "Because of the view."]
    nothing_told(reader)
    reader.stayed()


def test_what_one_reads_stays_where_it_is_when_something_comes_and_when_it_is_shown(
    town: Newsroom, visitor: Visitors, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        rows_of(article, ben, [None] * 20)
        reading = say(ben, article, "Deep down.")
        rows_of(article, ben, [None] * 20)
    watch = Watch(visitor(ada))
    watch.reader.open(article)
    comment = watch.reader.comment("Deep down.")
    comment.evaluate("comment => comment.scrollIntoView({ block: 'center' })")
    before = on_the_screen(comment)
    with town.behind(ben, article, reading):
        say(ben, article, TUNNEL)
        say(ben, article, "Deeper still.", reading)
    watch.waits()
    expect(pill(watch.reader)).to_have_text("1 new comment")
    expect(replies_at(watch.reader, "Deep down.")).to_have_text("1 new reply")
    assert on_the_screen(comment) == before
    replies_at(watch.reader, "Deep down.").press("Enter")
    expect(watch.reader.comment("Deeper still.")).to_be_focused()
    assert on_the_screen(comment) == before
    pill(watch.reader).press("Enter")
    expect(watch.reader.comment(TUNNEL)).to_be_focused()


def test_what_one_says_oneself_is_no_news(
    watch: Watch, reader: Scripted, town: Newsroom, ben: Account, article: Article
) -> None:
    watch.waits()
    reader.root.say("I was there.")
    reader.meets("I was there.")
    reader.reply(STAY).say("So it should.")
    reader.meets("So it should.")
    watch.waits()
    nothing_told(reader)
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    watch.waits()
    expect(pill(reader)).to_have_text("1 new comment")


def test_what_not_everybody_can_read_is_no_news(
    town: Newsroom, watch: Watch, reader: Scripted, ben: Account, sam: Account, article: Article
) -> None:
    with town.behind(ben, sam, article):
        say(ben, article, "I wait.", holds=Hold.ALL)
        decided(say(ben, article, "Rude words."), Verb.REMOVE, sam)
        delete_comment(say(ben, article, "I regret this."), by=ben)
    watch.waits()
    nothing_told(reader)
    with town.behind(ben, article):
        gone = say(ben, article, TUNNEL)
    watch.waits()
    expect(pill(reader)).to_have_text("1 new comment")
    with town.behind(ben, article, gone):
        delete_comment(gone, by=ben)
    watch.waits()
    nothing_told(reader)


def test_a_reply_to_what_stands_on_another_page_is_told_nowhere(
    town: Newsroom, watch: Watch, reader: Scripted, ben: Account, article: Article, opinion: Comment
) -> None:
    with town.behind(ben, article, opinion):
        other = say(ben, article, TUNNEL)
        say(ben, article, "It leaks.", other)
    watch.waits()
    expect(pill(reader)).to_have_text("1 new comment")
    expect(reader.page.locator(".arrivals")).to_have_count(0)
    pill(reader).click()
    expect(reader.comment(TUNNEL)).to_be_focused()
    expect(reader.comment("It leaks.")).to_be_visible()
    nothing_told(reader)


@pytest.mark.parametrize("where", ["replies", "above"])
def test_the_page_of_a_comment_tells_of_replies_to_what_is_on_it(
    town: Newsroom, watch: Watch, reader: Scripted, ben: Account, article: Article, opinion: Comment, where: str
) -> None:
    with town.behind(ben, article, opinion):
        reply = say(ben, article, "Because of the view.", opinion)
    reader.open(page_of(reply.id))
    answered = {"replies": reply, "above": opinion}[where]
    with town.behind(ben, article, reply, opinion):
        say(ben, article, "What view?", answered)
        say(ben, article, TUNNEL)
    watch.waits()
    expect(pill(reader)).to_be_hidden()
    replies_at(reader, answered.body_source).click()
    expect(reader.comment("What view?")).to_be_in_viewport()


def test_on_the_second_page_new_comments_are_told_as_well(
    town: Newsroom, watch: Watch, reader: Scripted, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        rows_of(article, ben, [None] * 60)
    reader.open(f"/articles/{article.slug}?sort=oldest")
    reader.follow("More comments")
    with town.behind(ben, article):
        say(ben, article, TUNNEL)
    watch.waits()
    expect(pill(reader)).to_have_text("1 new comment")
    pill(reader).click()
    expect(reader.comment(TUNNEL)).to_be_focused()
