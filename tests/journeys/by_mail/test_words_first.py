"""A visitor's comment, from an empty profile to published: nothing is asked before the words are written."""

import pytest
from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from tests.browser.newsroom import Newsroom, page_of
from tests.browser.reader import Reader, Readers
from tests.factories import say
from tests.journeys.post import Mailbox, code_in, link_in, text_of

WORDS = "I wrote this first,\n\n> with a *quotation*\n\nand “quotes” & <tags>."
ADDRESS = "cleo@example.org"


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def visitor(request: pytest.FixtureRequest, visitor: Readers) -> Readers:
    visitor.script = request.param
    return visitor


def written(reader: Reader, article: Article) -> None:
    reader.open(article)
    reader.say(WORDS)
    reader.sees("Who says this?", "I wrote this first,")
    reader.fill(name="Cleo Dahl", email=ADDRESS)
    reader.press("Go on")
    reader.sees("Look into your mail", ADDRESS)


def test_the_code_from_another_device_publishes_and_signs_in(visitor: Readers, article: Article, mail: Mailbox) -> None:
    desk, other = visitor(), visitor()
    written(desk, article)
    other.open(article)
    other.sees_nothing_of("I wrote this first,")
    letter = mail.newest(ADDRESS)
    assert "> I wrote this first," in text_of(letter) and article.title in str(letter["Subject"])
    desk.fill(code=code_in(letter))
    desk.press("Publish my comment")
    desk.stands_at("I wrote this first,")
    expect(desk.page.locator(".masthead")).to_contain_text("Cleo Dahl")
    other.open(article)
    expect(other.comment("I wrote this first,")).to_contain_text("Cleo Dahl")


def test_the_link_on_the_telephone_publishes_once(visitor: Readers, article: Article, mail: Mailbox) -> None:
    desk, telephone = visitor(), visitor()
    written(desk, article)
    path = link_in(mail.newest(ADDRESS))
    for _ in range(2):  # a scanner of mail, and its owner
        telephone.open(path)
        telephone.sees("Publish your comment", "I wrote this first,")
    telephone.press("Publish my comment")
    telephone.stands_at("I wrote this first,")
    assert telephone.open(path).status == 403
    telephone.page.get_by_text("This link was used already or has expired.").wait_for()
    desk.fill(code="000000")
    assert desk.press("Publish my comment").status == 403


def test_a_reply_goes_to_whom_it_answers(
    town: Newsroom, visitor: Readers, ben: Account, article: Article, mail: Mailbox
) -> None:
    with town.behind(ben, article):
        said = say(ben, article, "The bridge should stay.")
    reader = visitor()
    reader.open(f"{page_of(said.id)}/reply")
    reader.say(WORDS)
    reader.fill(name="Cleo", email=ADDRESS)
    reader.press("Go on")
    reader.fill(code=code_in(mail.newest(ADDRESS)))
    reader.press("Publish my comment")
    reader.stands_at("I wrote this first,")
    expect(reader.page.locator(".replies .prose")).to_have_count(1)


def test_who_mistypes_anything_keeps_the_words(visitor: Readers, article: Article, mail: Mailbox) -> None:
    reader = visitor()
    reader.open(article)
    reader.say(WORDS)
    reader.fill(name="The Moderators", email=ADDRESS)
    reader.refused(reader.press("Go on"), 400, "would be taken for the site's own")
    reader.sees("I wrote this first,")
    reader.fill(name="Cleo")
    reader.press("Go on")
    letter = mail.newest(ADDRESS)
    wrong = f"{(int(code_in(letter)) + 1) % 1_000_000:06}"
    reader.fill(code=wrong)
    reader.refused(reader.press("Publish my comment"), 400, "That is not the code in the mail.")
    reader.press("Send another")
    reader.sees("Look into your mail")
    reader.fill(code=code_in(mail.newest(ADDRESS, number=2)))
    reader.press("Publish my comment")
    reader.stands_at("I wrote this first,")


def test_words_can_still_be_changed_or_said_by_who_has_an_account(
    town: Newsroom, visitor: Readers, article: Article
) -> None:
    reader = visitor()
    reader.open(article)
    reader.say(WORDS)
    reader.follow("Change them")
    expect(reader.box).to_have_value(WORDS)
    reader.press("Post comment")
    reader.follow("Sign in", reader.page.locator("main"))
    reader.sees("Your words are kept.")


def test_a_guests_comment_waits_for_a_moderator(
    visitor: Readers, sam: Account, article: Article, mail: Mailbox
) -> None:
    guest, moderator, other = visitor(), visitor(sam), visitor()
    guest.open(article)
    guest.say(WORDS)
    guest.fill(name="Somebody")
    guest.press("Post as a guest")
    guest.sees("A moderator reads it before it is published.")
    other.open(article)
    other.sees_nothing_of("I wrote this first,")
    moderator.open(article)
    expect(moderator.comment("I wrote this first,")).to_contain_text("Somebody")
    assert mail.of("Somebody") == []
