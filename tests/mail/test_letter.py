"""Every mail can travel as it is, and says the same in both its parts. (What names may hold: S48.)"""

from dataclasses import replace

import pytest
from flask import Flask

from forum import clock
from forum.errors import Invalid
from forum.mail.letter import LARGEST_HTML, ascii_address, render
from forum.mail.models import Mail


def a_mail() -> Mail:
    return Mail(
        id=1, message_id="<1.test@localhost>", purpose="test", recipient="ada@example.org", created_at=clock.now()
    )


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
