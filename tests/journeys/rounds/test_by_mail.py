"""A newcomer's comment waits, a moderator has a mail, and decides from it without signing in."""

import re
from email.message import EmailMessage
from urllib.parse import urlsplit

from playwright.sync_api import expect

from forum.accounts.models import Account
from forum.articles.models import Article
from tests.browser.reader import Reader, Readers
from tests.journeys.post import Mailbox, text_of

WORDS = "I came by the first ferry."


def link_to(label: str, mail: EmailMessage) -> str:
    """The path of the page that the link under `label` leads to."""
    (found,) = re.findall(rf"^{label}:\s+(http\S+)", text_of(mail), re.MULTILINE)
    return str(urlsplit(found).path)


def is_published(reader: Reader, article: Article) -> None:
    reader.open(article)
    expect(reader.comment(WORDS)).to_have_count(1)


def is_not_published(reader: Reader, article: Article) -> None:
    reader.open(article)
    reader.sees_nothing_of(WORDS)


def test_a_comment_is_approved_from_the_mail(
    visitor: Readers, ada: Account, sam: Account, article: Article, mail: Mailbox
) -> None:
    author, anybody = visitor(ada), visitor()
    author.open(article)
    author.say(WORDS)
    told = mail.newest("sam@example.org")
    assert str(told["Subject"]) == "Comments wait at Forum"
    assert f"> {WORDS}" in text_of(told) and "Ada on “The bridge”." in text_of(told)
    is_not_published(anybody, article)
    moderator = visitor()
    moderator.open(link_to("Approve", told))
    moderator.sees(WORDS, "You decide as Sam")
    is_not_published(anybody, article)
    moderator.press("Approve")
    moderator.sees("Everybody reads the comment.")
    is_published(anybody, article)
    moderator.open(link_to("Reject", told))
    moderator.sees("Sam approved this", "Open it in the queue")
    assert len(mail.of("sam@example.org")) == 1


def test_a_rejection_from_the_mail_is_undone(
    visitor: Readers, ada: Account, sam: Account, article: Article, mail: Mailbox
) -> None:
    author = visitor(ada)
    author.open(article)
    author.say(WORDS)
    moderator = visitor()
    moderator.open(link_to("Reject", mail.newest("sam@example.org")))
    moderator.page.get_by_label("spam").check()
    moderator.press("Reject")
    moderator.sees("Nobody but its author sees the comment.", "The reason: spam.")
    moderator.press("Undo")
    moderator.sees("It is as it was before.")
    author.open("/me/comments?show=not-published")
    author.sees_nothing_of(WORDS)
    author.open("/me/comments?show=waiting")
    author.sees(WORDS)


def test_a_link_that_somebody_made_up_leads_to_the_queue(visitor: Readers, sam: Account) -> None:
    stranger = visitor()
    answer = stranger.open("/moderation/by-mail/made-up")
    assert answer.status == 404
    stranger.sees("This link does not work", "Open the queue")
