"""A site that can send mail, and what would be sent."""

from collections.abc import Callable
from email.headerregistry import Address

import pytest
from sqlalchemy import select

from forum.db import db
from forum.handlers import PURPOSES
from forum.hosts import MailServer, Tls
from forum.mail.letter import Letter, render
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from forum.web.site import settings

Letters = Callable[[], list[Letter]]


@pytest.fixture
def mail_is_on(settings_are: Callable[..., None]) -> None:
    settings_are(mail_url=MailServer("localhost", 25, Tls.NEVER), mail_from=Address("forum"))


@pytest.fixture
def letters(mail_is_on: None) -> Letters:
    """Every mail that would be sent by now, in the order in which they were written."""

    def all_of_them() -> list[Letter]:
        db.session.flush()
        rows = db.session.scalars(select(Mail).order_by(Mail.id)).all()
        told = [(row, PURPOSES[row.purpose](row.payload)) for row in rows]
        return [render(row, words, settings()) for row, words in told if not isinstance(words, NotNeeded)]

    return all_of_them
