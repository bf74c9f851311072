"""A site that can send mail, and somebody to follow up what was written."""

from collections.abc import Callable
from dataclasses import dataclass
from email.headerregistry import Address

import pytest
from flask import Flask
from sqlalchemy import select

from forum.db import db
from forum.hosts import MailServer
from forum.mail.delivery import Postman
from forum.mail.events import MailWritten
from forum.mail.exchange import Exchange
from forum.mail.line import Patience
from forum.mail.models import Mail, State
from forum.mail.post import write
from forum.mail.purposes import PURPOSES, Purposes
from forum.outbox.dispatch import dispatch_next


@dataclass
class Site:
    """Mail as a worker delivers it, when the test says so."""

    settings_are: Callable[..., None]
    postman: Postman

    def uses(self, server: MailServer) -> None:
        self.settings_are(mail_url=server, mail_from=Address(username="forum", domain="courier.example"))

    def write(self, to: str = "ada@example.org", purpose: str = "test", **facts: object) -> int:
        """A mail, committed; its id."""
        number = write(purpose, to, facts).id
        db.session.commit()
        return number

    def deliver(self) -> int:
        """Until nothing is due; how often something was tried."""
        return next(n for n in range(10_000) if not dispatch_next({MailWritten: (self.postman.deliver,)}))

    def states(self) -> list[State]:
        return [mail.state for mail in self.mails()]

    def mails(self) -> list[Mail]:
        return list(db.session.scalars(select(Mail).order_by(Mail.id), execution_options={"populate_existing": True}))

    def purposes(self, purposes: Purposes) -> None:
        self.postman.purposes = {**PURPOSES, **purposes}


@pytest.fixture
def site(app: Flask, settings_are: Callable[..., None]) -> Site:
    # A server that is silent on purpose is not waited for as long as a real one.
    return Site(settings_are, Postman(PURPOSES, Exchange(Patience(step=0.5, whole=1.0))))
