"""An author reads why, appeals or writes anew, and somebody else looks again."""

from collections.abc import Callable

from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Reader, Readers
from tests.factories import person, say
from tests.journeys.post import Mailbox, link_in, text_of

MILD, RUDE, KIND = "I was there, and it was late.", "Fools, all of them.", "I see that differently."
Later = Callable[[], None]


def decide(moderator: Reader, article: Article, words: str, button: str, reason: str) -> None:
    """From the comment in the thread to the page where it is decided."""
    moderator.open(article)
    moderator.follow("Moderate", moderator.menu(words))
    moderator.page.get_by_label(reason).check()
    moderator.fill(more="You know the house.")
    moderator.press(button)


def report(reader: Reader, article: Article) -> None:
    reader.open(article)
    reader.follow("Report", reader.menu(MILD))
    reader.page.get_by_label("It attacks somebody").check()
    reader.page.get_by_label("Tell me by mail").check()
    reader.press("Send the report")
    reader.sees("You will have a mail")


def appeal(author: Reader) -> None:
    author.open("/me")
    author.follow("All your comments, and what became of them")
    author.sees("Removed: personal attack.", MILD)
    author.page.get_by_role("link", name="Why").click()
    author.sees("Your comment was removed", "You know the house.", "by a moderator")
    author.follow("Appeal")
    author.fill(body="It hurts nobody.")
    author.press("Send the appeal")
    author.sees("Your appeal waits.", "It hurts nobody.")


def uphold(editor: Reader, author: str, answer: str) -> None:
    editor.open("/moderation/queue")
    editor.page.get_by_role("link", name="Appeals").click()
    editor.page.get_by_role("link", name=author).click()
    editor.fill(answer=answer)
    editor.press("Take the decision back")
    editor.sees("A moderator took the decision back")


def test_a_comment_comes_back_to_its_place_by_an_appeal(
    town: Newsroom,
    visitor: Readers,
    ada: Account,
    ben: Account,
    sam: Account,
    eve: Account,
    article: Article,
    mail: Mailbox,
    a_minute_later: Later,
) -> None:
    with town.behind(ada, ben, article):
        root = say(ada, article, MILD)
        say(ben, article, "So was I.", root)
        cleo = person("cleo")
    report(visitor(cleo), article)
    decide(visitor(sam), article, MILD, "Remove", "personal attack")
    a_minute_later()
    told = mail.newest("ada@example.org")
    assert str(told["Subject"]) == "Your comment was removed"
    words = " ".join(text_of(told).split())
    assert "You know the house." in words and "A reader reported it." in words and "cleo" not in words.lower()
    assert "A moderator agreed" in text_of(mail.newest("cleo@example.org"))
    appeal(visitor(ada))
    uphold(visitor(eve), "Ada", "You are right, and we are sorry.")
    reader = visitor(ben)
    reader.open(article)
    expect(reader.comment(MILD)).to_have_count(1)
    expect(reader.page.locator("article.comment").first).to_contain_text(MILD)
    a_minute_later()
    answer = mail.newest("ada@example.org", 2)
    assert str(answer["Subject"]) == "Your appeal succeeded"
    assert "You are right, and we are sorry." in text_of(answer)
    assert "it stays" in text_of(mail.newest("cleo@example.org", 2))


def test_what_was_not_published_is_sent_again_and_only_once(
    town: Newsroom, visitor: Readers, ada: Account, sam: Account, article: Article
) -> None:
    with town.behind(ada, article):
        say(ada, article, RUDE, holds=Hold.ALL)
    moderator, author = visitor(sam), visitor(ada)
    decide(moderator, article, RUDE, "Reject", "personal attack")
    author.open(article)
    author.follow("Why, and what you can do")
    author.sees("Your comment was not published", RUDE)
    author.follow("All your comments")
    author.page.get_by_role("link", name="Edit and send again").click()
    author.refused(author.press("Send it again"), 400, "Change them, then send them.", RUDE)
    author.say(KIND)
    author.stands_at(KIND)
    author.sees("it waits for a moderator once more.")
    decide(moderator, article, KIND, "Reject", "off topic")
    author.open("/me/comments?show=not-published")
    author.sees("Not published: off topic.", KIND)
    expect(author.page.get_by_role("link", name="Edit and send again")).to_have_count(0)
    expect(author.page.get_by_role("link", name="Appeal")).to_have_count(1)


def test_who_is_banned_appeals_by_the_link_from_the_mail(
    visitor: Readers,
    ada: Account,
    sam: Account,
    eve: Account,
    mail: Mailbox,
    a_minute_later: Later,
) -> None:
    moderator = visitor(sam)
    moderator.open("/people/ada/moderation")
    moderator.page.get_by_label("Ban.").check()
    moderator.fill(reason="Again and again.")
    moderator.press("Do this")
    a_minute_later()
    told = mail.newest("ada@example.org")
    assert str(told["Subject"]) == "You were banned from commenting"
    banned = visitor()
    banned.open(link_in(told))
    banned.sees("You were banned from commenting", "Again and again.")
    banned.follow("Appeal")
    banned.fill(body="That was my brother.")
    banned.press("Send the appeal")
    banned.sees("Your appeal waits.")
    uphold(visitor(eve), "Ada", "Look after your telephone.")
    a_minute_later()
    assert "You are no longer banned." in text_of(mail.newest("ada@example.org", 2))
    moderator.open("/people/ada/moderation")
    moderator.sees("Ban: Again and again.", "ended")
