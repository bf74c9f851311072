"""What a mail server's answers mean, and how what goes wrong with it is said."""

import re
import smtplib
import socket
import ssl
from dataclasses import dataclass

from forum.hosts import MailServer
from forum.mail.letter import one_line


@dataclass(frozen=True)
class Accepted:
    reply: str


@dataclass(frozen=True)
class Refused:
    """For good. `mailbox`: there is no such recipient, rather than something wrong with the mail."""

    reply: str
    mailbox: bool = False


@dataclass(frozen=True)
class NotNow:
    """Certainly not taken; it may be later. `mailbox`: this recipient cannot have mail now; others may."""

    reply: str
    mailbox: bool = False


@dataclass(frozen=True)
class Unknown:
    """The text went out, and no answer came."""

    reply: str


Outcome = Accepted | Refused | NotNow | Unknown


# The middle digit of an enhanced code (RFC 3463): what is wrong with an address, with a mailbox; with the server, or
# with who sends. Where there is no such code, a refused recipient speaks of itself, and a refused text of the text.
_MAILBOX, _NOT_MAILBOX = frozenset("12"), frozenset("37")


def refused(code: int, reply: bytes, step: str) -> Outcome:
    words = reply_line(code, reply)
    mailbox = code != 421 and _is_of_mailbox(words, step)  # 421 is the server's goodbye to everybody
    if code // 100 != 5 or step == "MAIL":  # of a sender that is not taken the owner is at fault, who can mend it
        return NotNow(words, mailbox)
    return Refused(words, mailbox)


def _is_of_mailbox(words: str, step: str) -> bool:
    enhanced = re.match(r"\d{3}[ -][245]\.(\d{1,3})\.\d{1,3}\b", words)
    subject = enhanced[1] if enhanced else ""
    if step == "RCPT":
        return subject not in _NOT_MAILBOX
    return step == "TEXT" and subject in _MAILBOX


def reply_line(code: int, reply: bytes) -> str:
    return one_line(f"{code} {reply.decode('utf-8', 'replace')}")


def said(error: Exception, server: MailServer) -> str:
    """What went wrong with the server, in words for whoever runs the site; no name and password among them."""
    if isinstance(error, smtplib.SMTPServerDisconnected) and isinstance(error.__context__, OSError):
        error = error.__context__  # smtplib's own words say less
    match error:
        case smtplib.SMTPAuthenticationError():
            return f"{server.name} does not take our user and password ({error.smtp_code})."
        case smtplib.SMTPNotSupportedError():
            return f"{server.name} offers no STARTTLS, or no way to sign in that we know."
        case smtplib.SMTPResponseException():
            return reply_line(error.smtp_code, bytes(error.smtp_error) if isinstance(error.smtp_error, bytes) else b"")
    return _unreachable(error, server)


def _unreachable(error: Exception, server: MailServer) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return f"{server.name} shows a certificate that is not trusted: {error.verify_message}."
        case ssl.SSLError():
            return f"{server.name} does not speak TLS as it should ({error.reason})."
        case TimeoutError():
            return f"{server.name} took too long."
        case ConnectionRefusedError():
            return f"Nothing listens at {server.name}."
        case socket.gaierror():
            return f"There is no host {server.host}."
    return one_line(f"{server.name} broke off: {error}")
