"""What came by mail, read as people would."""

import re
import time
from email.message import EmailMessage
from urllib.parse import urlsplit

from tests.mail.servers import Postbox

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
