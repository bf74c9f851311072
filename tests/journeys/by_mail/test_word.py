"""Word reaches people: at once on the site, by a real mail when they do not come, and it stops when they say so."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select, update

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.notifications.choosing import choose
from forum.notifications.kinds import Manner
from forum.notifications.models import Frequency, Kind, Notification, Post
from tests.browser.newsroom import Newsroom
from tests.browser.reader import Reader, Readers
from tests.factories import an_article, person, say
from tests.journeys.post import Mailbox, text_of

WORDS, ANSWER = "Was anybody else there?", "I was, by the river."


@pytest.fixture(params=[False, True], ids=["without script", "with script"])
def visitor(browser: Browser, town: Newsroom, width: int, request: pytest.FixtureRequest) -> Iterator[Readers]:
    with Readers(browser, town, width, script=request.param) as readers:
        yield readers


@pytest.fixture
def writers(browser: Browser, town: Newsroom, width: int) -> Iterator[Readers]:
    """Those of whom somebody is told; how they write in place is a journey of its own."""
    with Readers(browser, town, width) as readers:
        yield readers


@pytest.fixture
def ada(town: Newsroom) -> Account:
    with town.behind():
        return person("ada", confirmed_at=clock.now())


@pytest.fixture
def asked(town: Newsroom, article: Article, ada: Account) -> Article:
    """The article on which Ada has asked something."""
    with town.behind(article, ada):
        say(ada, article, WORDS)
    return article


def minutes_go_by(town: Newsroom, minutes: int = 10) -> None:
    """As if so much time had passed for every notification whose mail waits."""
    earlier = timedelta(minutes=minutes)
    with town.behind():
        waiting = select(Notification).where(Notification.post.in_((Post.WAITS, Post.DIGEST)))
        for row in db.session.scalars(waiting).all():
            assert row.mail_due_at is not None
            row.mail_due_at -= earlier


def ben_answers(writers: Readers, ben: Account, article: Article, answer: str = ANSWER) -> None:
    there = writers(ben)
    there.open(article)
    there.answer(WORDS, answer)
    expect(there.comment(answer)).to_be_visible()


def comes_in(here: Reader, *words: str) -> None:
    """The worker has it within a second; a page that was opened before shows it when it is loaded anew."""
    for _ in range(50):
        here.open("/notifications")
        if all(text in here.page.locator("main").inner_text() for text in words):
            return
        here.page.wait_for_timeout(100)
    here.sees(*words)


def address_in(mail: EmailMessage, before: str) -> str:
    """The path that stands behind these words of the text part."""
    found = re.search(rf"{re.escape(before)}\s*(http://\S+)", text_of(mail))
    assert found is not None, text_of(mail)
    parts = urlsplit(found[1])
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def test_an_answer_is_in_the_inbox_at_once_and_by_mail_after_the_wait(
    town: Newsroom,
    visitor: Readers,
    writers: Readers,
    ada: Account,
    ben: Account,
    asked: Article,
    mail: Mailbox,
) -> None:
    ben_answers(writers, ben, asked)
    here = visitor(ada)
    comes_in(here, "Ben answered you", ANSWER)
    expect(here.page.locator(".masthead")).to_contain_text("1")
    assert mail.of("ada@example.org") == []
    minutes_go_by(town)
    letter = mail.newest("ada@example.org")
    assert ANSWER in text_of(letter) and WORDS in text_of(letter)
    away = visitor()
    away.open(address_in(letter, "Read in context:"))
    away.stands_at(ANSWER)
    here.open(address_in(letter, "Reply:"))
    here.box.fill("So you saw it as well.")
    here.page.locator("form.composer button.button--primary").click()
    expect(here.comment("So you saw it as well.")).to_be_visible()


def test_who_reads_it_on_the_site_gets_no_mail_and_is_told_why(
    town: Newsroom,
    visitor: Readers,
    writers: Readers,
    ada: Account,
    ben: Account,
    asked: Article,
    mail: Mailbox,
) -> None:
    ben_answers(writers, ben, asked)
    here = visitor(ada)
    comes_in(here, "Ben answered you")
    here.press("Mark all as read")
    minutes_go_by(town)
    for _ in range(100):
        here.open("/notifications/mail")
        if "None was sent" in here.page.locator("main").inner_text():
            break
        here.page.wait_for_timeout(100)
    here.sees("None was sent. You had read it on the site.")
    assert mail.of("ada@example.org") == []


def test_a_thread_is_muted_from_the_mail_by_who_is_not_signed_in(
    town: Newsroom,
    visitor: Readers,
    writers: Readers,
    ada: Account,
    ben: Account,
    asked: Article,
    mail: Mailbox,
) -> None:
    ben_answers(writers, ben, asked)
    minutes_go_by_when_told(town)
    letter = mail.newest("ada@example.org")
    telephone = visitor()
    telephone.open(address_in(letter, "Mute this thread:"))
    telephone.press("Stop it")
    telephone.sees("It is stopped")
    telephone.sees_nothing_of("ada@example.org", "Ada")
    ben_answers(writers, ben, asked, "Are you still there?")
    here = visitor(ada)
    here.open("/notifications")
    here.sees(ANSWER)
    here.sees_nothing_of("Are you still there?")
    telephone.press("Get them again")
    ben_answers(writers, ben, asked, "Hello?")
    comes_in(here, "Hello?")


def minutes_go_by_when_told(town: Newsroom) -> None:
    """Once the worker has noted that there is something to tell."""
    for _ in range(200):
        with town.behind():
            if db.session.scalar(select(Notification.id).where(Notification.post == Post.WAITS).limit(1)):
                break
    minutes_go_by(town)


def test_a_days_news_come_in_one_mail(
    town: Newsroom,
    visitor: Readers,
    writers: Readers,
    ada: Account,
    ben: Account,
    asked: Article,
    mail: Mailbox,
) -> None:
    with town.behind(ada):
        choose(ada, Kind.REPLY, Manner(inbox=True, mail=Frequency.DAILY))
        elsewhere = an_article("second-season")
        said = say(ada, elsewhere, "Will there be more?")
        say(ben, elsewhere, "Surely.", said)
    ben_answers(writers, ben, asked)
    comes_in(visitor(ada), ANSWER, "Surely.")
    with town.behind():
        db.session.execute(update(Notification).where(Notification.post == Post.DIGEST).values(mail_due_at=clock.now()))
    letter = mail.newest("ada@example.org")
    assert str(letter["Subject"]) == "2 new at Forum"
    assert ANSWER in text_of(letter) and "Surely." in text_of(letter)
    assert len(mail.of("ada@example.org")) == 1
