"""One's own comment becomes a box in its place, and a comment again."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.discussion.models import Comment
from tests.browser.newsroom import Newsroom, page_of
from tests.factories import say
from tests.journeys.in_place.box import Box
from tests.journeys.in_place.scripted import Scripted, Visitors, any_screen

NINE, NINETY = "Nine *people* came.", "Ninety *people* came."
SHOWN, SAVED = "Nine people came.", "Ninety people came."


@pytest.fixture
def count(town: Newsroom, ada: Account, article: Article) -> Comment:
    """Ada said: Nine people came."""
    with town.behind(ada, article):
        return say(ada, article, NINE)


@pytest.fixture
def reader(visitor: Visitors, ada: Account, article: Article, opinion: Comment, count: Comment) -> Scripted:
    """Ada, on the article's page."""
    ada_reads = visitor(ada)
    ada_reads.open(article)
    return ada_reads


def by_escape(box: Box) -> None:
    box.field.press("Escape")


def by_link(box: Box) -> None:
    box.element.get_by_text("Leave it as it is").click()


def test_other_words_stand_in_the_same_place(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, count: Comment
) -> None:
    with town.behind(ben, article, count):
        say(ben, article, "Were they counted?", count)
    reader.open(article)
    before = reader.page.locator("#threads .prose").all_inner_texts()
    comment = reader.comment(SHOWN)
    box = reader.edit(SHOWN)
    box.holds(NINE)
    expect(box.field).to_have_accessible_name("Your comment")
    expect(comment.locator(".prose")).to_be_hidden()
    box.say(NINETY)
    saved = reader.meets(SAVED)
    reader.hears("Your comment is saved.")
    expect(saved).not_to_contain_text("edited")
    expect(saved.locator(".prose em")).to_have_text("people")
    after = [words.replace(SHOWN, SAVED) for words in before]
    expect(reader.page.locator("#threads .prose")).to_have_text(after)
    expect(reader.page.locator("#comment-count")).to_have_text("3")
    expect(reader.page.locator(".comment comment-box")).to_have_count(0)
    assert reader.drafts() == {}
    reader.stayed()
    reader.page.reload()
    reader.stands_at(SAVED)


@any_screen
def test_after_five_minutes_it_is_marked(
    town: Newsroom, reader: Scripted, ada: Account, article: Article, count: Comment
) -> None:
    with town.behind(ada, article, count):
        count.created_at = count.created_at.replace(year=2015)
    reader.open(article)
    reader.edit(SHOWN).say(NINETY)
    expect(reader.meets(SAVED).get_by_text("edited", exact=True)).to_be_visible()
    expect(reader.menu(SAVED).get_by_role("link", name="What it said before")).to_be_visible()
    reader.stayed()


@pytest.mark.parametrize("leave", [by_escape, by_link])
def test_leaving_gives_the_comment_back(reader: Scripted, leave: Callable[[Box], None]) -> None:
    comment = reader.comment(SHOWN)
    box = reader.edit(SHOWN)
    box.write(NINETY)
    leave(box)
    box.is_gone()
    expect(comment.locator(".prose")).to_be_visible()
    expect(comment.locator(".menu-button")).to_be_focused()
    reader.sees(SHOWN)
    reader.stayed()
    again = reader.edit(SHOWN)
    again.holds(NINETY)
    expect(again.restored).to_be_visible()
    again.press("Discard")
    again.holds(NINE)
    leave(again)
    assert reader.drafts() == {}
    reader.edit(SHOWN).holds(NINE)


@any_screen
def test_what_cannot_be_saved_stays_in_the_box(reader: Scripted) -> None:
    box = reader.edit(SHOWN)
    for words, sentence in ((" ", "Write something first"), ("x" * 5002, "That is 2 characters too long")):
        box.say(words)
        box.complains(sentence, words)
    box.say(NINETY)
    reader.meets(SAVED)
    reader.stayed()


@any_screen
def test_a_preview_of_other_words_saves_nothing(reader: Scripted) -> None:
    box = reader.edit(SHOWN)
    box.write(NINETY)
    box.press("Preview")
    preview = box.element.get_by_role("region", name="Preview")
    expect(preview.locator("em")).to_have_text("people")
    by_escape(box)
    reader.page.reload()
    reader.sees(SHOWN)


@any_screen
def test_two_keys_save_and_the_mark_moves_on(reader: Scripted) -> None:
    reader.root.say("I was there.")
    reader.meets("I was there.")
    box = reader.edit(SHOWN)
    box.write(NINETY)
    box.field.press("Control+Enter")
    reader.meets(SAVED)
    reader.stayed()


@any_screen
def test_what_was_just_posted_can_be_edited(reader: Scripted) -> None:
    reader.reply("The bridge should stay.").say("So it shuold.")
    reader.meets("So it shuold.")
    reader.edit("So it shuold.").say("So it should.")
    reader.meets("So it should.")
    expect(reader.page.locator(".replies .prose")).to_have_text("So it should.")
    reader.stayed()


@any_screen
def test_on_the_page_of_the_comment_too(
    town: Newsroom, reader: Scripted, ben: Account, article: Article, count: Comment
) -> None:
    with town.behind(ben, article, count):
        say(ben, article, "Were they counted?", count)
    reader.open(page_of(count.id))
    reader.edit(SHOWN).say(NINETY)
    reader.meets(SAVED)
    reader.sees("Were they counted?")
    reader.stayed()


@any_screen
def test_without_a_signal_the_words_stay_in_the_box(reader: Scripted) -> None:
    box = reader.edit(SHOWN)
    reader.page.context.set_offline(True)
    box.say(NINETY)
    box.complains("Not sent: the site cannot be reached.", NINETY)
    reader.page.context.set_offline(False)
    box.complains("You are online again.", NINETY)
    box.post()
    reader.meets(SAVED)
