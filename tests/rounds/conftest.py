"""A site that can send mail, with staff who proved their addresses, and somebody who follows up what happened."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.headerregistry import Address

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account, Role
from forum.db import db
from forum.discussion.events import CommentReported, CommentStood
from forum.discussion.models import Comment
from forum.discussion.reports import Cause, Report
from forum.hosts import MailServer, Tls
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.moderation.models import Verb
from forum.outbox.dispatch import Handlers, dispatch_next
from forum.outbox.events import EVENTS
from forum.reporting.forms import ReportForm
from forum.reporting.raising import report_comment
from forum.rounds.keys import LASTS, Errand, token_of
from forum.rounds.mails import waiting_words
from forum.rounds.noting import note_report, note_waiting
from forum.rounds.telling import tell_next
from tests.factories import person

# A Wednesday.
NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
FOLLOWS: Handlers = {CommentStood: (note_waiting,), CommentReported: (note_report,)}


@dataclass
class Rounds:
    """What the worker does, when the test says so."""

    seen: set[int] = field(default_factory=set)

    def follow_up(self) -> None:
        """All that happened is noted for whoever is to be told; nothing else follows here."""
        db.session.commit()
        while dispatch_next({**dict.fromkeys(EVENTS.values(), ()), **FOLLOWS}):
            pass

    def go(self) -> list[Mail]:
        """The mails that are written now."""
        self.follow_up()
        while tell_next():
            db.session.commit()
        db.session.commit()
        mails = db.session.scalars(select(Mail).where(Mail.purpose == "waiting").order_by(Mail.id)).all()
        fresh = [mail for mail in mails if mail.id not in self.seen]
        self.seen |= {mail.id for mail in fresh}
        return fresh

    def told(self) -> dict[str, list[str]]:
        """By address, the words of the comments that are mailed now."""
        found = dict[str, list[str]]()
        for mail in self.go():
            words = waiting_words(mail.payload)
            assert not isinstance(words, NotNeeded)
            found.setdefault(mail.recipient, []).extend(one["words"] for one in words["each"])
        return found


@pytest.fixture
def rounds(app: Flask, settings_are: Callable[..., None]) -> Rounds:
    settings_are(
        mail_url=MailServer("localhost", 25, Tls.NEVER),
        mail_from=Address(username="forum", domain="courier.example"),
    )
    return Rounds()


@pytest.fixture
def sam(app: Flask) -> Account:
    return person("sam", Role.MODERATOR, confirmed_at=clock.now())


@pytest.fixture
def eve(app: Flask) -> Account:
    return person("eve", Role.ADMIN, confirmed_at=clock.now())


def reported(comment: Comment, by: Account, cause: Cause = Cause.SPAM) -> Report:
    return report_comment(comment, ReportForm(cause, "", False), by, "192.0.2.0/24")


def token_for(person: Account, comment: Comment, verb: Verb) -> str:
    """Of the link that a mail of this moment carries."""
    until = clock.now().replace(microsecond=0) + LASTS
    return token_of(Errand(person.id, comment.id, comment.version, verb, until))
