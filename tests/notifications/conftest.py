"""What tests of notifications share: people with proved addresses on a site that can mail, and a worker run by hand."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.headerregistry import Address
from typing import Any

import pytest
from flask import Flask, current_app
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from forum.handlers import HANDLERS, PURPOSES
from forum.hosts import MailServer, Tls
from forum.mail.events import MailWritten
from forum.mail.letter import Letter, render
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.notifications.digests import send_digests
from forum.notifications.mailing import mail_what_is_due
from forum.notifications.models import Notification, Post
from forum.notifications.timing import WAIT
from forum.outbox.dispatch import Handler, dispatch_next, run_chore
from forum.web.site import settings
from tests.factories import person, say

NOW = datetime.fromisoformat("2026-11-25T12:00:00+00:00")  # a Wednesday


@dataclass
class Word:
    """The worker, with mail that is written and goes nowhere; how it is handed over is tested elsewhere."""

    def spread(self) -> None:
        """Everything follows that follows from what was done so far."""
        db.session.commit()
        nowhere: Mapping[type, Sequence[Handler]] = {**HANDLERS, MailWritten: ()}
        while dispatch_next(nowhere):
            pass

    def mail(self, at: datetime) -> None:
        """What is due by then is written."""
        with clock.stopped_at(at):
            self.spread()
            for chore in (mail_what_is_due, send_digests):
                while run_chore(chore):
                    pass
            db.session.commit()

    def of(self, person: Account) -> Sequence[Notification]:
        rows = select(Notification).where(Notification.person_id == person.id).order_by(Notification.id)
        return db.session.scalars(rows.execution_options(populate_existing=True)).all()

    def about(self, person: Account, comment: Comment) -> Notification | None:
        return next((row for row in self.of(person) if row.comment_id == comment.id), None)

    def mails(self, person: Account, purpose: str = "notice") -> Sequence[Mail]:
        rows = select(Mail).where(Mail.account_id == person.id, Mail.purpose == purpose).order_by(Mail.id)
        return db.session.scalars(rows).all()

    def words(self, mail: Mail) -> Mapping[str, Any] | NotNeeded:
        """As they would be made if it were delivered now, by a worker that has nothing at hand."""
        purpose, payload = mail.purpose, mail.payload
        db.session.commit()
        with current_app.app_context():
            return PURPOSES[purpose](payload)

    def letter(self, mail: Mail) -> Letter:
        words = self.words(mail)
        assert not isinstance(words, NotNeeded), words.reason
        return render(mail, words, settings())


@pytest.fixture
def word(app: Flask, settings_are: Callable[..., None]) -> Word:
    settings_are(mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address(addr_spec="forum@example.org"))
    return Word()


def proved(handle: str, role: Role = Role.READER, **columns: Any) -> Account:
    """Somebody whose address is known to be theirs."""
    return person(handle, role, confirmed_at=clock.now(), **columns)


@pytest.fixture
def ada(app: Flask) -> Account:
    return proved("ada")


@pytest.fixture
def ben(app: Flask) -> Account:
    return proved("ben")


@pytest.fixture
def cleo(app: Flask) -> Account:
    """A third reader."""
    return proved("cleo")


@pytest.fixture
def sam(app: Flask) -> Account:
    return proved("sam", Role.MODERATOR)


@pytest.fixture
def eve(app: Flask) -> Account:
    return proved("eve", Role.ADMIN)


@dataclass
class Scene:
    """Ben has answered Ada at NOW, and the word of it is spread."""

    word: Word
    article: Article
    ada: Account
    ben: Account
    sam: Account
    said: Comment
    reply: Comment

    @property
    def notice(self) -> Notification:
        found = self.word.about(self.ada, self.reply)
        assert found is not None
        return found

    def became(self, after: timedelta = WAIT) -> tuple[Post, str | None]:
        self.word.mail(NOW + after)
        return self.notice.post, self.notice.mail_reason


@pytest.fixture
def scene(word: Word, article: Article, ada: Account, ben: Account, sam: Account) -> Scene:
    with clock.stopped_at(NOW):
        said = say(ada, article)
        reply = say(ben, article, "I was too.", said)
        word.spread()
    return Scene(word, article, ada, ben, sam, said, reply)
