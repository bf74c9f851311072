"""S48: what stands in a name or a title is never a header, and every mail can travel as it is."""

import json
from collections.abc import Mapping
from dataclasses import replace
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from forum import clock
from forum.errors import Invalid
from forum.mail.letter import LARGEST_HTML, Letter, ascii_address, one_line, packed, render
from forum.mail.models import Mail
from tests.databases import missing

CORPUS = Path(__file__).parents[3] / "shared" / "corpora" / "own_injection.json"
HEADERS = {"from", "to", "subject", "date", "message-id", "auto-submitted", "mime-version", "content-type"}
# Some of the corpus, for where it is not.
HOSTILE = [
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


def a_mail() -> Mail:
    return Mail(
        id=1, message_id="<1.test@localhost>", purpose="test", recipient="ada@example.org", created_at=clock.now()
    )


def sound(value: str, where: str, app: Flask) -> None:
    """The mail with that in it has one recipient, no header but its own, and says what it says."""
    site = app.extensions["forum.settings"]
    site = replace(site, site_name=value) if where == "site_name" else site
    mail, to_name = a_mail(), value if where == "display_name" else ""
    letter = Letter(one_line(f"Re: {value}"), "Your words.\n", "<p>Your words.</p>\n")
    raw = packed(letter, mail, site, to_name).as_bytes()
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
@pytest.mark.parametrize("value", HOSTILE, ids=range(len(HOSTILE)))
def test_s48_no_name_and_no_title_is_ever_a_header(app: Flask, value: str, where: str) -> None:
    sound(value, where, app)


def test_s48_every_case_of_the_corpus(app: Flask) -> None:
    if not CORPUS.is_file():
        missing("The collection of hostile headers is not here.")
    cases: list[Mapping[str, Any]] = json.loads(CORPUS.read_text("utf-8"))["cases"]
    about_mail = [case for case in cases if "exactly one To" in case["expect"]]
    assert len(about_mail) == 68
    for case in about_mail:
        repeated = case.get("value_repeat")
        sound(repeated[0] * repeated[1] if repeated else case["value"], case["field"], app)


def test_a_mail_says_the_same_in_text_and_html_and_links_to_this_site_only(app: Flask) -> None:
    letter = render(a_mail(), {}, replace(app.extensions["forum.settings"], site_name="Bread & <Butter>"))
    assert letter.subject == "A test from Bread & <Butter>"
    assert "so Bread & <Butter> can send mail" in letter.text
    assert "so Bread &amp; &lt;Butter&gt; can send mail" in letter.html
    for part in (letter.text, letter.html):
        assert part.replace("http://localhost:8000", "").count("://") == 0
    assert "<img" not in letter.html
    assert "url(" not in letter.html
    assert len(letter.html.encode()) < LARGEST_HTML / 10


@pytest.mark.parametrize("address", ["ädä@example.org", "a\nb@example.org", "@example.org", "ada@"])
def test_what_no_server_could_be_told_is_not_sent(address: str) -> None:
    with pytest.raises(Invalid):
        ascii_address(address)


def test_a_host_of_other_letters_is_told_in_ascii() -> None:
    assert ascii_address("ada@bücher.example") == "ada@xn--bcher-kva.example"
