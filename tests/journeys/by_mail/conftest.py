"""A site that sends mail to a real server of mail on loopback, and lets guests comment."""

import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest

from tests.browser.newsroom import Newsroom, newsroom
from tests.mail.servers import Postbox, serving_mail

ARRIVES_WITHIN = 20.0  # seconds; it takes a fraction of one


class Mailbox:
    """What came for people, read as they would."""

    def __init__(self, box: Postbox) -> None:
        self._box = box

    def newest(self, to: str, number: int = 1) -> EmailMessage:
        """The mail to `to`, once there are `number` of them."""
        until = time.monotonic() + ARRIVES_WITHIN
        while len(self.of(to)) < number:
            assert time.monotonic() < until, f"no mail came for {to}"
            time.sleep(0.02)
        return self.of(to)[number - 1]

    def of(self, to: str) -> list[EmailMessage]:
        return [mail for mail in self._box.taken if to in str(mail["To"])]

    def empty(self) -> None:
        self._box.taken.clear()


def text_of(mail: EmailMessage) -> str:
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def link_in(mail: EmailMessage) -> str:
    """The path of the one link that does something."""
    (found,) = re.findall(r"http://\S+/link/\S+", text_of(mail))
    return str(urlsplit(found).path)


def code_in(mail: EmailMessage) -> str:
    (found,) = re.findall(r"^ +(\d{6})\s*$", text_of(mail), re.MULTILINE)
    return str(found)


@pytest.fixture(scope="session")
def postbox() -> Iterator[tuple[Postbox, int]]:
    box = Postbox()
    with serving_mail(box) as server:
        yield box, server.port


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory, postbox: tuple[Postbox, int]) -> Iterator[Newsroom]:
    settings = {
        "FORUM_MAIL_URL": f"smtp://localhost:{postbox[1]}",
        "FORUM_MAIL_FROM": "The Forum <forum@example.org>",
        "FORUM_GUESTS": "1",
        "FORUM_SECOND_FACTOR": "nobody",
    }
    with newsroom(tmp_path_factory.mktemp("by-mail"), **settings) as site:
        yield site


@pytest.fixture
def mail(postbox: tuple[Postbox, int]) -> Iterator[Mailbox]:
    box = Mailbox(postbox[0])
    yield box
    box.empty()
