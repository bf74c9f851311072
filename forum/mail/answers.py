"""What a mail server's answers mean, and how what goes wrong with it is said."""

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
    """Certainly not taken; it may be later."""

    reply: str


@dataclass(frozen=True)
class Unknown:
    """The text went out, and no answer came."""

    reply: str


Outcome = Accepted | Refused | NotNow | Unknown


def refused(code: int, reply: bytes, step: str) -> Outcome:
    words = reply_line(code, reply)
    if code // 100 != 5 or step == "MAIL":  # of a sender that is not taken the owner is at fault, who can mend it
        return NotNow(words)
    return Refused(words, mailbox=step == "RCPT")


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
