"""S46 and S48: where the links of a mail lead, and that what people call themselves is never a header."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from email import message_from_bytes, policy
from email.headerregistry import Address
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.db import db
from forum.handlers import PURPOSES
from forum.hosts import MailServer, Tls
from forum.mail.letter import Letter, one_line, packed, render
from forum.mail.models import Mail
from forum.mail.purposes import NotNeeded
from tests.databases import missing

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "own_injection.json"
HERE = "courier.example"
HEADERS = {"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type"}
# Some of the corpus, for where it is not: header and value, then what stands in names.
HOSTS = [
    *((field, "evil.example") for field in ("Host", "X-Forwarded-Host", "X-Host", "X-Forwarded-Server")),
    *(("Host", value) for value in ("evil.example:80", f"{HERE}:evil", f"{HERE}@evil.example", f"{HERE}\r\nX: y")),
    *((field, "//evil.example/x") for field in ("X-Original-URL", "X-Rewrite-URL")),
    ("Forwarded: host=", "evil.example"),
]
NAMES = [
    "x\r\nBcc: victim@example.net",
    "x\nBcc: victim@example.net",
    "x\u2028Bcc: victim@example.net",
    "=?utf-8?q?x=0d=0aBcc:_victim@example.net?=",
    "x\r\n\r\n<html>body</html>",
    "x" * 2000,
    "💩" * 400,
    '"x" <evil@example.net>',
    "x, evil@example.net",
    "\u202etxt.exe",
    "x\0y",
    "\ud800",
]


def cases(expectation: str) -> list[tuple[str, str]]:
    """Of the corpus, by what is expected: field and value."""
    if not CORPUS.is_file():
        missing("The collection of hostile headers is not here.")
    found: list[Mapping[str, Any]] = json.loads(CORPUS.read_text("utf-8"))["cases"]
    return [(case["field"], _value(case)) for case in found if expectation in case["expect"]]


def _value(case: Mapping[str, Any]) -> str:
    repeated = case.get("value_repeat")
    return repeated[0] * repeated[1] if repeated else str(case["value"])


@pytest.fixture
def in_public(settings_are: Callable[..., None]) -> None:
    """A site with an address of its own, which sends mail."""
    server = MailServer("mail.example", 587, Tls.STARTTLS)
    sender = Address(username="forum", domain=HERE)
    settings_are(base_url=f"https://{HERE}", mail_url=server, mail_from=sender)


def asked_for_a_link(app: Flask, number: int, field: str, value: str) -> tuple[int, str]:
    """Status and Location for somebody who wants to sign in by mail, and whose request has this in it."""
    name, _, begin = field.partition(": ")
    variable = f"HTTP_{name.upper().replace('-', '_')}"
    # A server hands on what it has heard; the test client itself would refuse the worst of it.
    hostile = {variable: begin + value.replace("this-host", HERE)}
    with app.app_context():
        answer = app.test_client().post(
            "/sign-in/mail",
            base_url=f"https://{HERE}",
            data={"email": f"reader-{number}@example.org"},
            headers={"Origin": f"https://{HERE}"},
            environ_overrides=hostile,
        )
    return answer.status_code, answer.location or ""


def links_of_mail_to(app: Flask, number: int) -> set[str]:
    mail = db.session.scalars(select(Mail).where(Mail.recipient == f"reader-{number}@example.org")).one()
    words = PURPOSES[mail.purpose](mail.payload)
    assert not isinstance(words, NotNeeded)
    letter = render(mail, words, app.extensions["forum.settings"])
    assert "evil" not in letter.text + letter.html
    return set(re.findall(r"\w+://[^\s\"'<>]+", letter.text + letter.html))


def lead_nowhere_else(app: Flask, hostile: list[tuple[str, str]]) -> int:
    """How many of these requests were answered with a mail; every link in it leads to this site."""
    mails = 0
    for number, (field, value) in enumerate(hostile):
        db.session.commit()
        status, location = asked_for_a_link(app, number, field, value)
        if field == "Host" and value:
            assert status == 400, (field, value)
        if status == 400:
            continue
        assert status == 303, (field, value)
        assert re.match(rf"(https://{HERE})?/[^/\\]", location), (field, value, location)
        links = links_of_mail_to(app, number)
        assert len(links) >= 2
        assert all(link.startswith(f"https://{HERE}/") or link == f"https://{HERE}" for link in links), links
        mails += 1
    return mails


@pytest.mark.usefixtures("in_public")
def test_s46_a_mail_leads_to_the_configured_site_whatever_the_request_says(app: Flask) -> None:
    assert lead_nowhere_else(app, HOSTS) == len([field for field, _ in HOSTS if field != "Host"])


@pytest.mark.usefixtures("in_public")
def test_s46_every_case_of_the_corpus(app: Flask) -> None:
    about_hosts = cases("links in mails")
    assert len(about_hosts) == 84
    assert lead_nowhere_else(app, about_hosts) >= 12 * 6


def sound(value: str, where: str, app: Flask) -> None:
    """The mail with that in it has one recipient, no header but its own, and says what it says."""
    site = app.extensions["forum.settings"]
    site = replace(site, site_name=value) if where == "site_name" else site
    mail = Mail(
        id=1, message_id="<1.test@localhost>", purpose="test", recipient="ada@example.org", created_at=clock.now()
    )
    letter = Letter(one_line(f"Re: {value}"), "Your words.\n", "<p>Your words.</p>\n")
    raw = packed(letter, mail, site, value if where == "display_name" else "").as_bytes()
    assert raw.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    assert b"\n" not in raw.replace(b"\r\n", b"")
    read = message_from_bytes(raw, policy=policy.default)
    assert sorted(name.lower() for name in read) == sorted(HEADERS)
    assert [address.addr_spec for address in read["To"].addresses] == ["ada@example.org"]
    assert [address.addr_spec for address in read["From"].addresses] == ["forum@localhost"]
    assert str(read["Subject"]) == letter.subject
    text = read.get_body(("plain",))
    assert text is not None
    assert text.get_content().splitlines() == ["Your words."]


@pytest.mark.parametrize("where", ["display_name", "article_title", "site_name"])
@pytest.mark.parametrize("value", NAMES, ids=range(len(NAMES)))
def test_s48_no_name_and_no_title_is_ever_a_header(app: Flask, value: str, where: str) -> None:
    sound(value, where, app)


def test_s48_every_case_of_the_corpus(app: Flask) -> None:
    about_mail = cases("exactly one To")
    assert len(about_mail) == 68
    for field, value in about_mail:
        sound(value, field, app)
