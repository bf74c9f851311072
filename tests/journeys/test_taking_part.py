"""A whole visit: from the first look to the last word."""

import re

from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Readers
from tests.factories import say


def test_a_reader_registers_and_takes_part(town: Newsroom, visitor: Readers, ben: Account, article: Article) -> None:
    with town.behind(ben, article):
        say(ben, article, "The bridge should stay.")
    cleo = visitor()
    cleo.open("/")
    cleo.follow("The bridge", cleo.page.get_by_role("region", name="Newest"))
    cleo.sees("The bridge should stay.")
    cleo.follow("Register")
    cleo.register("cleo")
    cleo.sees("Join the discussion as cleo", "The bridge should stay.")
    cleo.answer("The bridge should stay.", "It was never safe.")
    cleo.stands_at("It was never safe.")
    cleo.sees("1 reply")
    cleo.follow("Edit", cleo.menu("It was never safe."))
    cleo.box.fill("It was never *quite* safe.")
    cleo.press("Save")
    cleo.stands_at("It was never quite safe.")
    cleo.sees_nothing_of("It was never safe.", "edited")


def test_a_recommendation_is_given_and_taken_back(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "The bridge should stay.")
    reader = visitor(ada)
    reader.open(article)
    comment = reader.comment("The bridge should stay.")
    reader.press("Recommend the comment by Ben", comment)
    expect(comment.get_by_role("button", name="Recommended")).to_contain_text("Recommended · 1")
    assert reader.page.url.endswith(f"#{comment.get_attribute('id')}")
    reader.press("Recommended · 1 the comment by Ben", comment)
    expect(comment.get_by_role("button", name="Recommend the comment")).not_to_contain_text("1")


def test_nobody_can_recommend_their_own_comment(visitor: Readers, ada: Account, article: Article) -> None:
    reader = visitor(ada)
    reader.open(article)
    reader.say("I was there.")
    expect(reader.comment("I was there.").get_by_role("button", name="Recommend")).to_have_count(0)


def test_a_signed_out_reader_who_recommends_is_asked_to_sign_in_and_comes_back(
    town: Newsroom, visitor: Readers, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "The bridge should stay.")
    cleo = visitor()
    cleo.open(article)
    cleo.press("Recommend the comment by Ben")
    cleo.follow("Register", cleo.page.locator("main"))
    cleo.register("cleo")
    cleo.press("Recommend the comment by Ben")
    cleo.sees("Recommended · 1")


def test_a_quotation_stands_in_the_box_and_is_answered(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ben, article):
        say(ben, article, "The bridge should stay.\n\nIt has *charm*.")
    reader = visitor(ada)
    reader.open(article)
    reader.follow("Quote", reader.menu("The bridge should stay."))
    expect(reader.box).to_have_value("> The bridge should stay.\n> \n> It has *charm*.\n\n")
    reader.say(reader.box.input_value() + "So has the ferry.")
    reader.stands_at("So has the ferry.")
    expect(reader.comment("So has the ferry.").locator("blockquote em")).to_have_text("charm")


def test_a_mention_leads_to_the_person_and_one_of_nobody_leads_nowhere(
    visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    reader = visitor(ada)
    reader.open(article)
    reader.say("Ask @BEN, not @nobody-here.")
    reader.stands_at("not @nobody-here.")
    links = reader.comment("Ask").locator(".prose a")
    expect(links).to_have_text(["@BEN"])
    reader.follow("@BEN")
    expect(reader.page.get_by_role("heading", level=1)).to_have_text("Ben")


def test_a_preview_shows_what_will_be_posted_and_posts_nothing(
    visitor: Readers, ada: Account, article: Article
) -> None:
    reader = visitor(ada)
    reader.open(article)
    reader.box.fill("**Never** again.")
    reader.press("Preview")
    expect(reader.page.get_by_role("region", name="Preview").locator("strong")).to_have_text("Never")
    expect(reader.box).to_have_value("**Never** again.")
    assert reader.page.locator("article.comment").count() == 0
    reader.press("Post comment")
    reader.stands_at("Never again.")


def test_a_late_edit_is_marked_and_its_history_can_be_read(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, article):
        comment = say(ada, article, "Nine people came.")
        comment.created_at = comment.created_at.replace(year=2015)
    author = visitor(ada)
    author.open(article)
    author.follow("Edit", author.menu("Nine people came."))
    author.box.fill("Ninety people came.")
    author.press("Save")
    author.stands_at("Ninety people came.")
    other = visitor()
    other.open(article)
    other.follow(re.compile("^edited"), other.comment("Ninety people came."))
    expect(other.page.locator(".revisions .prose")).to_have_text(["Nine people came.", "Ninety people came."])


def test_who_is_muted_is_folded_away_and_can_be_opened_and_unmuted(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        answer = say(ada, article, "Yes, it should.", say(ben, article, "The bridge should stay."))
    assert answer.parent_id
    reader = visitor(ada)
    reader.open(article)
    reader.press("Mute Ben", reader.menu("The bridge should stay."))
    folded = reader.page.get_by_text("A comment by Ben, whom you muted")
    expect(reader.comment("The bridge should stay.").locator(".prose")).to_be_hidden()
    expect(reader.comment("Yes, it should.").locator(".prose")).to_be_visible()
    folded.press("Enter")
    expect(reader.comment("The bridge should stay.").locator(".prose")).to_be_visible()
    reader.open("/people/ben")
    reader.press("Unmute Ben")
    reader.open(article)
    expect(folded).to_have_count(0)
    expect(visitor(ben).page.get_by_text("whom you muted")).to_have_count(0)


def test_a_leaf_that_is_deleted_is_gone_and_an_answered_comment_leaves_its_place(
    visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    author, other = visitor(ada), visitor(ben)
    for words in ("I regret this.", "I regret nothing."):
        author.open(article)
        author.say(words)
    other.open(article)
    other.answer("I regret this.", "Too late.")
    for words in ("I regret this.", "I regret nothing."):
        author.open(article)
        author.follow("Delete", author.menu(words))
        author.press("Delete it")
    author.sees("Comment deleted by its author", "Too late.")
    author.sees_nothing_of("I regret this.", "I regret nothing.", "Ada you")
    expect(author.page.locator("article.comment")).to_have_count(2)
