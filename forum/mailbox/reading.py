"""A mail as somebody reads it here: in the words that it would be delivered with, or why it has none."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from jinja2 import TemplateError

from forum.config import Settings
from forum.errors import Invalid
from forum.mail.letter import Letter, render
from forum.mail.models import Mail, State
from forum.mail.purposes import NotNeeded, Purposes

# How far a mail has come, to somebody who has no mail server.
STATES: Mapping[State, str] = {
    State.WAITING: "on its way",
    State.IN_DOUBT: "may have gone",
    State.SENT: "sent",
    State.REFUSED: "refused",
    State.DOUBTFUL: "may not have arrived",
    State.SET_ASIDE: "taken by nobody",
    State.SKIPPED: "not needed any more",
}
# What ends a sentence is no part of an address at its end.
_ADDRESS, _NO_PART = r"(?:[/?#][^\s<>\"]*)?(?![\w:.@-])", ".,;:!?)'"


@dataclass(frozen=True)
class Read:
    """A mail with its words, or why there are none."""

    mail: Mail
    letter: Letter | None
    reason: str = ""

    @property
    def state(self) -> str:
        return STATES[self.mail.state]


@dataclass(frozen=True)
class Piece:
    """Some of a text; with an address it is a link."""

    words: str
    address: str | None = None


def read(mail: Mail, purposes: Purposes, site: Settings) -> Read:
    if mail.state == State.SKIPPED:
        return Read(mail, None, mail.last_reply or "")
    try:
        words = purposes[mail.purpose](mail.payload)
        if isinstance(words, NotNeeded):
            return Read(mail, None, words.reason)
        return Read(mail, render(mail, words, site))
    except (Invalid, LookupError, TemplateError):
        return Read(mail, None, f"A mail {mail.purpose} cannot be written by this version.")


def pieces(text: str, base_url: str) -> Iterator[Piece]:
    """The text, with what leads to this site as links and nothing else: a reader's words may stand in it."""
    come = 0
    for found in re.finditer(re.escape(base_url) + _ADDRESS, text):
        address = found[0].rstrip(_NO_PART)
        yield Piece(text[come : found.start()])
        yield Piece(address, address)
        come = found.start() + len(address)
    yield Piece(text[come:])
