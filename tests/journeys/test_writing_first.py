"""Write first, say who you are afterwards: the words wait in the box."""

from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from forum.articles.models import Article
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Readers
from tests.factories import say

WORDS = "I wrote this first,\n\n> with a *quotation*\n\nand “quotes” & <tags>."


def test_a_visitor_writes_posts_registers_and_finds_the_words(visitor: Readers, article: Article) -> None:
    cleo = visitor()
    cleo.open(article)
    cleo.say(WORDS)
    cleo.sees("Your words are kept.")
    cleo.follow("Register", cleo.page.locator("main"))
    cleo.sees("Your words are kept.")
    cleo.register("cleo")
    expect(cleo.box).to_have_value(WORDS)
    expect(cleo.box).to_be_in_viewport()
    cleo.press("Post comment")
    cleo.stands_at("I wrote this first,")


def test_a_visitor_writes_a_reply_signs_in_and_finds_the_words(
    town: Newsroom, visitor: Readers, ada: Account, ben: Account, article: Article
) -> None:
    with town.behind(ada, ben, article):
        ada.password_hash = hash_password("correct horse")
        say(ben, article, "The bridge should stay.")
    reader = visitor()
    reader.open(article)
    reader.answer("The bridge should stay.", WORDS)
    reader.fill(email="ada", password="wrong horse")
    reader.refused(reader.press("Sign in"), 400, "That address and password do not go together.")
    reader.sees("Your words are kept.")
    reader.fill(password="correct horse")
    reader.press("Sign in")
    expect(reader.box).to_have_value(WORDS)
    reader.sees("Reply to Ben", "The bridge should stay.")
    reader.press("Post reply")
    reader.stands_at("I wrote this first,")
    expect(reader.page.locator(".replies .prose")).to_have_count(1)


def test_what_is_kept_is_shown_to_nobody_who_was_not_sent_there(visitor: Readers, article: Article) -> None:
    cleo, other = visitor(), visitor()
    cleo.open(article)
    cleo.say("A secret so far.")
    other.open(article)
    other.sees_nothing_of("A secret so far.")
    other.open(f"/articles/{article.slug}?draft=AAAAAAAAAAAAAAAAAAAAAA")
    expect(other.box).to_have_value("")
