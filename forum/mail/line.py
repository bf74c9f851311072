"""A line to the mail server: one connection, its manners and its patience.

Python's own client waits anew for every byte. A server that sends one a second would hold us for an hour with one
line, so each reply is read here against a clock that runs for the whole conversation.
"""

import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from forum.hosts import MailServer, Tls
from forum.mail.answers import Accepted, NotNow, Outcome, Unknown, refused, reply_line, said


@dataclass(frozen=True)
class Patience:
    """How long a server may take for one step, and for all of them together, in seconds."""

    step: float = 40.0
    whole: float = 120.0  # well within a lease of the outbox


# What goes wrong with a server or on the way to it. (ValueError: a reply that is none.)
TROUBLE = (OSError, smtplib.SMTPException, ValueError)


class NoLine(Exception):
    """There is no speaking with the server; the sentence says why."""


class Line(smtplib.SMTP):
    """Open from the start. NoLine when the server cannot be reached, or not as safely as it must be."""

    def __init__(self, server: MailServer, hello: str, patience: Patience, trust: ssl.SSLContext) -> None:
        self.server, self.handed_over, self.last_used = server, 0, time.monotonic()
        self._patience, self._trust = patience, trust
        self.begin()
        try:
            super().__init__(server.host, server.port, local_hostname=hello, timeout=patience.step)
            self._introduce()
        except TROUBLE as error:
            self.close()
            raise NoLine(said(error, server)) from error

    def _introduce(self) -> None:
        self.ehlo_or_helo_if_needed()
        tls = self.server.tls
        if tls == Tls.STARTTLS or (tls == Tls.IF_OFFERED and self.has_extn("starttls")):
            self.starttls(context=self._trust)
            self.ehlo()
        if self.server.user is not None and self.server.password is not None:
            self.login(self.server.user, self.server.password)

    def hand_over(self, sender: str, recipient: str, content: bytes, before_text: Callable[[], None]) -> Outcome:
        """One mail. `before_text` is called when the next thing that the server hears is the text itself."""
        self.handed_over += 1
        try:
            outcome = self._envelope(sender, recipient)
        except TROUBLE as error:
            self.close()
            return NotNow(said(error, self.server))
        if outcome:
            return outcome
        try:
            before_text()
        except BaseException:
            self.close()  # without its end the text counts for nothing
            raise
        return self._text(content)

    def _envelope(self, sender: str, recipient: str) -> Outcome | None:
        for step, command in (("MAIL", f"MAIL FROM:<{sender}>"), ("RCPT", f"RCPT TO:<{recipient}>"), ("DATA", "DATA")):
            code, reply = self.docmd(command)
            if code // 100 not in (2, 3):
                return refused(code, reply, step)
        return None

    def _text(self, content: bytes) -> Outcome:
        try:
            self.send(re.sub(rb"(?m)^\.", b"..", content) + b".\r\n")
            code, reply = self.getreply()
        except TROUBLE as error:
            self.close()
            return Unknown(said(error, self.server))
        if code // 100 == 2:
            return Accepted(reply_line(code, reply))
        return refused(code, reply, "TEXT")  # 421 among it: it did not take the mail

    def begin(self) -> None:
        """A conversation of its own: the clock starts anew."""
        self._until = time.monotonic() + self._patience.whole

    def is_good(self) -> bool:
        """Whether the server still listens, and has forgotten what was before."""
        self.begin()
        try:
            return bool(self.rset()[0] == 250)
        except TROUBLE:
            return False

    def hang_up(self) -> None:
        self.begin()
        try:
            self.quit()
        except TROUBLE:
            self.close()

    def left(self) -> float:
        """How long the server may take for what comes next."""
        left = min(self._patience.step, self._until - time.monotonic())
        if left <= 0:
            raise TimeoutError("it took too long")
        return left

    def send(self, s: Any) -> None:
        if self.sock:
            self.sock.settimeout(self.left())
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None and self.sock:
            self.file = _Replies(self)
        return super().getreply()

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain: socket.socket = super()._get_socket(host, port, timeout)  # type: ignore[misc]
        return self._trust.wrap_socket(plain, server_hostname=host) if self.server.tls == Tls.AT_ONCE else plain


class _Replies:
    """What smtplib reads replies from, by the line's clock."""

    def __init__(self, line: Line) -> None:
        assert line.sock is not None  # noqa: S101
        self._line, self._sock, self._rest = line, line.sock, b""

    def readline(self, limit: int) -> bytes:
        until = time.monotonic() + self._line.left()
        while b"\n" not in self._rest and len(self._rest) < limit:
            left = min(self._line.left(), until - time.monotonic())
            if left <= 0:
                raise TimeoutError("it took too long")
            self._sock.settimeout(left)
            heard = self._sock.recv(4096)
            if not heard:
                break
            self._rest += heard
        end = self._rest.find(b"\n") + 1 or len(self._rest)
        end = min(end, limit)
        line, self._rest = self._rest[:end], self._rest[end:]
        return line

    def close(self) -> None:
        self._rest = b""
