"""What is spoken with the mail server before it gets a mail: TLS where it must be, and who we are."""

import ssl
import subprocess
from dataclasses import replace

import pytest

from forum.errors import Invalid
from forum.hosts import MailServer, Tls, mail_sender, mail_server
from forum.mail.line import Line, NoLine, Patience
from tests.mail.servers import Postbox, server_context, serving_mail, sign_in

PATIENCE = Patience(step=2.0, whole=4.0)


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """A certificate for localhost that its owner made alone, and its key."""
    folder = tmp_path_factory.mktemp("papers")
    certificate, key = str(folder / "certificate.pem"), str(folder / "key.pem")
    names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    made = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    subprocess.run([*made, "-keyout", key, "-out", certificate, *names], check=True, capture_output=True)
    return certificate, key


def talk(server: MailServer, trust: ssl.SSLContext) -> None:
    line = Line(server, "courier.example", PATIENCE, trust)
    line.hang_up()


@pytest.mark.parametrize("tls", [Tls.STARTTLS, Tls.AT_ONCE, Tls.IF_OFFERED])
def test_a_certificate_that_nobody_vouches_for_is_refused_and_a_trusted_one_is_not(
    papers: tuple[str, str], tls: Tls
) -> None:
    context = server_context(*papers)
    how = "ssl_context" if tls == Tls.AT_ONCE else "tls_context"
    with serving_mail(Postbox(), 0, **{how: context}) as server:
        server = replace(server, tls=tls)
        with pytest.raises(NoLine, match="certificate that is not trusted: self-signed"):
            talk(server, ssl.create_default_context())
        talk(server, ssl.create_default_context(cafile=papers[0]))
        with pytest.raises(NoLine, match="not trusted"):  # the right paper, of somebody else
            talk(replace(server, host="127.0.0.1"), ssl.create_default_context(cafile=papers[0]))


def test_where_tls_must_be_a_server_without_it_is_told_nothing() -> None:
    box = Postbox()
    with serving_mail(box) as server:
        with pytest.raises(NoLine, match="offers no STARTTLS"):
            talk(replace(server, tls=Tls.STARTTLS, user="ada", password="hunter2"), ssl.create_default_context())
        talk(replace(server, tls=Tls.IF_OFFERED), ssl.create_default_context())


def test_a_password_is_checked_and_never_repeated() -> None:
    with serving_mail(Postbox(), authenticator=sign_in, auth_require_tls=False) as server:
        talk(replace(server, user="ada", password="hunter2"), ssl.create_default_context())
        with pytest.raises(NoLine, match=r"does not take our user and password \(535\)") as refused:
            talk(replace(server, user="ada", password="letmein"), ssl.create_default_context())
    assert "letmein" not in str(refused.value)


@pytest.mark.parametrize(
    ("given", "host", "port", "tls"),
    [
        ("smtp://ada:pa%2Fss@mail.example.org", "mail.example.org", 587, Tls.STARTTLS),
        ("smtp://mail.example.org:2525", "mail.example.org", 2525, Tls.IF_OFFERED),
        ("smtps://ada:x@mail.example.org", "mail.example.org", 465, Tls.AT_ONCE),
        ("smtps://localhost", "localhost", 465, Tls.AT_ONCE),
        ("smtp://localhost", "localhost", 25, Tls.NEVER),
        ("smtp://ada:x@[::1]:1025", "::1", 1025, Tls.NEVER),
    ],
)
def test_a_password_travels_in_the_clear_within_this_machine_only(given: str, host: str, port: int, tls: Tls) -> None:
    server = mail_server(given)
    assert (server.host, server.port, server.tls) == (host, port, tls)
    assert "pa/ss" not in repr(server)


@pytest.mark.parametrize("given", ["mail.example.org", "http://x", "smtp://", "smtp://x/y", "smtp://x:0", "smtp://a@x"])
def test_what_is_no_mail_server_is_refused(given: str) -> None:
    with pytest.raises(Invalid, match="FORUM_MAIL_URL"):
        mail_server(given)


@pytest.mark.parametrize("given", ["", "forum", "a@b@c", "a\r\nBcc: x@example.org", "ä@example.org", "a b@example.org"])
def test_who_is_no_sender_is_refused(given: str) -> None:
    with pytest.raises(Invalid, match="FORUM_MAIL_FROM"):
        mail_sender(given)
