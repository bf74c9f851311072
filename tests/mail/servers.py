"""Mail servers on loopback, with whatever manners a test asks for."""

import asyncio
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from forum.hosts import MailServer, Tls

SILENT, CLOSE = "silent", "close"


class Postbox:
    """What arrived, and what is answered: to a recipient, and to a text, one answer after the other."""

    def __init__(self, recipients: tuple[str, ...] = (), texts: tuple[str, ...] = ()) -> None:
        self.recipients, self.texts = list(recipients), list(texts)
        self.arrived: list[bytes] = []  # every text that came to its end, whatever was answered
        self.taken: list[EmailMessage] = []
        self.greeted = 0
        self.answers = threading.Event()  # while it is not set, a text that arrived has to wait for its answer
        self.answers.set()

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.greeted += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        answer = self.recipients.pop(0) if self.recipients else "250 OK"
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server: Any, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        self.arrived.append(content)
        while not self.answers.is_set():
            await asyncio.sleep(0.01)
        answer = self.texts.pop(0) if self.texts else "250 Taken"
        if answer == CLOSE:
            server.transport.abort()
        elif answer == SILENT:
            await asyncio.sleep(3600)
        elif answer.startswith("250"):
            self.taken.append(message_from_bytes(content, policy=policy.default))
        return answer


@contextmanager
def serving_mail(box: Postbox, port: int = 0, **options: Any) -> Iterator[MailServer]:
    """A server that takes mail as `box` says."""
    controller = Controller(box, hostname="127.0.0.1", port=port or free_port(), **options)
    controller.start()
    try:
        yield MailServer("localhost", controller.port, Tls.NEVER)
    finally:
        controller.stop()


@contextmanager
def dawdling(pause: float) -> Iterator[MailServer]:
    """A server that says its greeting a byte at a time, and never comes to an end."""
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)

        def dawdle() -> None:
            while not over.is_set():
                with suppress(OSError):
                    _drip(listening.accept()[0], pause, over)

        thread = threading.Thread(target=dawdle, daemon=True)
        thread.start()
        yield MailServer("127.0.0.1", listening.getsockname()[1], Tls.NEVER)
        over.set()
        thread.join()


def _drip(caller: socket.socket, pause: float, over: threading.Event) -> None:
    with caller:
        while not over.is_set():
            caller.sendall(b"2")
            time.sleep(pause)


def sign_in(server: Any, session: Any, envelope: Any, mechanism: str, given: Any) -> AuthResult:
    """Ada's password is right."""
    return AuthResult(success=(given.login, given.password) == (b"ada", b"hunter2"), handled=False)


def server_context(certificate: str, key: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        port: int = asked.getsockname()[1]
        return port
