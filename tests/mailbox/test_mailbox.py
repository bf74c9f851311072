"""Who tries the site out on their own machine reads its mail there, and nobody does so anywhere else."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from forum import clock, handlers, ids
from forum.accounts.models import Account
from forum.db import db
from forum.hosts import MailServer, Tls
from forum.mail.models import Mail, State
from forum.mail.post import write
from forum.mail.purposes import NotNeeded
from forum.mailbox.reading import Piece, pieces
from forum.outbox.dispatch import dispatch_next
from tests.visiting import Visitor

SITE = "http://localhost:8000"


@pytest.fixture
def demonstration(settings_are: Callable[..., None]) -> None:
    settings_are(demo=True)


def written(to: str, purpose: str = "test", at: timedelta = timedelta()) -> str:
    """A mail, committed and followed up; its address."""
    with clock.stopped_at(clock.now() + at):
        mail = write(purpose, to, {})
        db.session.commit()
        while dispatch_next(handlers.HANDLERS):
            pass
        return f"/mailbox/{ids.to_text(mail.id)}"


@pytest.mark.usefixtures("demonstration")
def test_every_page_leads_to_the_mailbox_and_it_says_that_it_is_empty(client: Visitor) -> None:
    assert 'href="/mailbox">Mailbox</a>' in client.get("/").text
    assert "No mail yet." in client.get("/mailbox").text


@pytest.mark.usefixtures("demonstration")
def test_mails_stand_there_the_newest_first_with_their_words(client: Visitor) -> None:
    addresses = [written(f"{name}@example.org") for name in ("ada", "ben")]
    page = client.get("/mailbox").text
    assert re.findall(r'<a href="(/mailbox/\w+)"><bdi>A test from The Courier</bdi>', page) == addresses[::-1]
    assert page.index("ben@example.org") < page.index("ada@example.org")
    assert page.count("UTC</time> · sent</p>") == 2
    answer = client.get(addresses[0])
    assert "<h1" in answer.text
    assert "To <bdi>ada@example.org</bdi>" in answer.text
    assert "This is a test. You can read it, so The Courier can send mail." in answer.text
    assert f'<a href="{SITE}/">{SITE}/</a>' in answer.text
    # It may hold what signs somebody in.
    assert "no-store" in answer.headers["Cache-Control"]
    assert "no-store" in client.get("/mailbox").headers["Cache-Control"]


@pytest.mark.usefixtures("demonstration")
def test_a_mail_without_words_says_why(client: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(handlers.PURPOSES, "gone", lambda facts: NotNeeded("The <comment> was deleted."))
    skipped, unknown = written("ada@example.org", "gone"), written("ada@example.org", "other", -timedelta(days=9))
    sent = written("ben@example.org")
    monkeypatch.setitem(handlers.PURPOSES, "test", lambda facts: NotNeeded("Its link was used."))
    page = client.get("/mailbox").text
    assert "The &lt;comment&gt; was deleted." in page
    assert "not needed any more" in page
    assert "The &lt;comment&gt; was deleted." in client.get(skipped).text
    assert "A mail other cannot be written by this version." in client.get(unknown).text
    assert "Its link was used." in client.get(sent).text


@pytest.mark.usefixtures("demonstration")
def test_what_a_name_holds_is_never_markup(client: Visitor, monkeypatch: pytest.MonkeyPatch, app: Flask) -> None:
    address = written("ada@example.org")
    mail = db.session.get_one(Mail, ids.from_text(address.rpartition("/")[2]))
    mail.recipient, mail.state = '"<script>x</script>"@example.org', State.REFUSED
    db.session.commit()
    for page in ("/mailbox", address):
        assert "<script>x" not in client.get(page).text
        assert "&lt;script&gt;x" in client.get(page).text


@pytest.mark.usefixtures("demonstration")
def test_a_mail_that_is_not_there_is_not_found(client: Visitor) -> None:
    assert client.get(f"/mailbox/{ids.to_text(ids.new_id())}").status_code == 404


@pytest.mark.parametrize(
    "elsewhere",
    [
        {"demo": False},
        {"mail_url": MailServer("mail.example", 587, Tls.STARTTLS)},
        {"base_url": "https://courier.example"},
    ],
    ids=["no demonstration", "mail is sent", "not on this machine"],
)
def test_elsewhere_there_is_none_not_even_for_the_editor(
    settings_are: Callable[..., None], visitor: Callable[..., Visitor], eve: Account, elsewhere: dict[str, object]
) -> None:
    settings_are(demo=True)
    address = written("ada@example.org")
    settings_are(**elsewhere)
    host = str(elsewhere.get("base_url", SITE)).partition("//")[2]
    for who in (None, eve):
        reader = visitor(who)
        for path in ("/mailbox", address):
            answer = reader.get(path, headers={"Host": host})
            assert answer.status_code == 404
            assert answer.text.replace(path, "") == reader.get("/nothing", headers={"Host": host}).text.replace(
                "/nothing", ""
            )
        assert "/mailbox" not in reader.get("/", headers={"Host": host}).text


@pytest.mark.parametrize(
    ("text", "links"),
    [
        (f"Here:\n\n  {SITE}/sign-in/link/ab_c-d?x=1&y=2#z\n", [f"{SITE}/sign-in/link/ab_c-d?x=1&y=2#z"]),
        (f"({SITE}/a). {SITE}, {SITE}/b!", [f"{SITE}/a", SITE, f"{SITE}/b"]),
        ("http://localhost:80001/a http://localhost:8000.evil.example/ http://localhost:8000@evil.example/", []),
        ("https://evil.example/ javascript:alert(1) //localhost:8000/a", []),
        (f'{SITE}/a"onmouseover="x <b>{SITE}/<i>', [f"{SITE}/a", f"{SITE}/"]),
    ],
)
def test_only_what_leads_to_this_site_is_a_link_and_no_word_is_lost(text: str, links: list[str]) -> None:
    found = list(pieces(text, SITE))
    assert "".join(piece.words for piece in found) == text
    assert [piece.address for piece in found if piece.address] == links
    assert all(piece == Piece(piece.words, piece.words) for piece in found if piece.address)
