"""Delivery: what follows from a mail that was written."""

import logging
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import urlsplit

from forum import clock, ids
from forum.db import db
from forum.errors import Invalid
from forum.hosts import MailServer
from forum.mail.addresses import FOR_GOOD, FOR_NOW, note_trouble, reachable_again, suppressed_until
from forum.mail.answers import Accepted, NotNow, Outcome, Refused, Unknown
from forum.mail.events import MailWritten
from forum.mail.exchange import Exchange
from forum.mail.letter import ascii_address, packed, render, sender
from forum.mail.models import MOST_DOUBTS, OPEN, Mail, State
from forum.mail.post import shows_mailbox
from forum.mail.purposes import NotNeeded, Purposes
from forum.outbox.claiming import Later
from forum.outbox.dispatch import Turn, pause_after
from forum.web.seals import stamp
from forum.web.site import settings

log = logging.getLogger(__name__)

# A weekend: whoever runs a mail server may be away for it.
KEEP_TRYING = timedelta(days=2)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=2)
NO_MORE = "Not sent: this address refused our mail too often."


@dataclass
class Postman:
    """Delivers what is written, in the words of its purpose, over the lines of an exchange."""

    purposes: Purposes
    exchange: Exchange = field(default_factory=Exchange)

    def deliver(self, written: MailWritten, turn: Turn) -> None:
        mail = db.session.get(Mail, written.mail_id, populate_existing=True)
        if mail is None or mail.state not in OPEN:
            return
        content = self._content(mail)
        if content is None:
            return
        server = settings().mail_url
        if server is None:
            _without_server(mail)
            return
        self._hand_over(mail, content, server, turn)

    def _content(self, mail: Mail) -> bytes | None:
        """The mail as it travels; None when it does not, which is noted."""
        if mail.doubts >= MOST_DOUBTS:
            _end(mail, State.DOUBTFUL, mail.last_reply or "The worker ended before the server had answered.")
            return None
        if until := suppressed_until(mail.recipient):
            _end(mail, State.REFUSED, f"{NO_MORE} It is tried again after {until:%Y-%m-%d}.")
            return None
        words = self.purposes[mail.purpose](mail.payload)
        if isinstance(words, NotNeeded):
            _end(mail, State.SKIPPED, words.reason)
            return None
        try:
            letter, to_name, headers = render(mail, words, settings()), words.get("to_name", ""), words.get("headers")
            message = packed(letter, mail, settings(), to_name, headers)
        except Invalid as refusal:
            _end(mail, State.REFUSED, refusal.sentence)
            return None
        return message.as_bytes()

    def _hand_over(self, mail: Mail, content: bytes, server: MailServer, turn: Turn) -> None:
        mail.tries += 1
        number, doubts, to = mail.id, mail.doubts, ascii_address(mail.recipient)
        turn.settle()

        def doubt() -> None:
            """From here on nobody knows, until the server answers: written down before, for whoever comes after us."""
            row = _mail(number)
            row.state, row.doubts = State.IN_DOUBT, doubts + 1
            turn.settle()

        hello = urlsplit(settings().base_url).hostname or "localhost"
        outcome = self.exchange.hand_over(server, hello, sender(settings()).addr_spec, to, content, doubt)
        row = _mail(number)
        if not isinstance(outcome, Unknown):
            row.doubts = doubts
        _note(row, outcome)


def _note(mail: Mail, outcome: Outcome) -> None:
    """Later when it is to be tried again."""
    mail.last_reply = outcome.reply
    match outcome:
        case Accepted():
            mail.sent_at = clock.now()
            _end(mail, State.SENT, outcome.reply)
            reachable_again(mail.recipient)
        case Refused():
            if outcome.mailbox:
                note_trouble(mail.recipient, FOR_GOOD, outcome.reply)
            _end(mail, State.REFUSED, outcome.reply)
        case Unknown() if mail.doubts >= MOST_DOUBTS:
            _end(mail, State.DOUBTFUL, outcome.reply)
        case NotNow() if clock.now() - mail.created_at >= KEEP_TRYING:
            if outcome.mailbox:
                note_trouble(mail.recipient, FOR_NOW, outcome.reply)
            _end(mail, State.SET_ASIDE, outcome.reply)
        case _:
            mail.state = State.IN_DOUBT if mail.doubts else State.WAITING
            _try_again(mail, outcome.reply)


def _try_again(mail: Mail, reason: str) -> None:
    at = clock.now() + pause_after(max(mail.tries - 1, 0), FIRST_PAUSE, LONGEST_PAUSE)
    log.warning("mail not taken yet: %s, try %d, again at %s", _named(mail), mail.tries, f"{at:%Y-%m-%dT%H:%M:%SZ}")
    raise Later(at, reason)


def _without_server(mail: Mail) -> None:
    if shows_mailbox():
        mail.sent_at = clock.now()
        _end(mail, State.SENT, "Kept here, for /mailbox: no mail server is set.")
    elif clock.now() - mail.created_at >= KEEP_TRYING:
        _end(mail, State.SET_ASIDE, "No mail server is set: FORUM_MAIL_URL.")
    else:
        raise Later(clock.now() + LONGEST_PAUSE, "no mail server is set: FORUM_MAIL_URL")


def _end(mail: Mail, state: State, reply: str) -> None:
    mail.state, mail.last_reply = state, reply
    good = state in (State.SENT, State.SKIPPED)
    log.log(logging.INFO if good else logging.ERROR, "mail %s: %s, try %d", state, _named(mail), mail.tries)


def _named(mail: Mail) -> str:
    """The mail for the log, which holds no address: whose it is, or a digest that only this site can make."""
    digest = stamp("mail in the log", mail.recipient).hex()[:12]
    whose = f"account {ids.to_text(mail.account_id)}" if mail.account_id else f"address {digest}"
    return f"{ids.to_text(mail.id)} ({mail.purpose}) to {whose}"


def _mail(number: int) -> Mail:
    return db.session.get_one(Mail, number, populate_existing=True)
