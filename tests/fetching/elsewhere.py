"""Servers of others, on loopback, with whatever manners a test asks for; in clear, or with a certificate."""

import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Manner = Callable[[BaseHTTPRequestHandler], None]


@dataclass(frozen=True)
class Received:
    """A call as it came in."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Elsewhere:
    """What came, and how the next ones are answered; 200 where nothing is said."""

    port: int = 0
    received: list[Received] = field(default_factory=list)
    manners: list[Manner] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook?site=1"

    def drip(self, handler: BaseHTTPRequestHandler, piece: bytes, times: int = 10_000) -> None:
        """A piece every tenth of a second, until the other side hangs up or the test is over."""
        for _ in range(times):
            handler.wfile.write(piece)
            handler.wfile.flush()
            if self.over.wait(0.1):
                break

    def drips_after_its_status(self, handler: BaseHTTPRequestHandler) -> None:
        answers(200)(handler)
        self.drip(handler, b".")


def endless(handler: BaseHTTPRequestHandler) -> None:
    answers(200)(handler)
    for _ in range(500):
        handler.wfile.write(b"x" * 65_536)


def answers(status: int, body: bytes = b"", **headers: str) -> Manner:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@contextmanager
def elsewhere(context: ssl.SSLContext | None = None) -> Iterator[Elsewhere]:
    found = Elsewhere()

    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            found.received.append(Received(self.command, self.path, dict(self.headers), body))
            with suppress(OSError):  # whoever called has hung up
                (found.manners.pop(0) if found.manners else answers(200))(self)

        do_POST = do_GET = _take  # noqa: N815

        def log_message(self, format: str, *words: object) -> None:
            """It has nothing to say."""

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """Who does not trust its certificate hangs up."""

    with Server(("127.0.0.1", 0), Handler) as server:
        if context is not None:
            server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        found.port = server.server_port
        yield found
        found.over.set()
        server.shutdown()


def certified(folder: Path, name: str) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """For a server that is called `name`, and for whoever trusts who says so."""
    key = ec.generate_private_key(ec.SECP256R1())
    who, now = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    return serving, ssl.create_default_context(cafile=str(folder / "certificate.pem"))
