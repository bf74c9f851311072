"""Every mail can be looked at before anybody gets it, under a policy that lets its style through and nothing else."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask

from forum.accounts.models import Account
from forum.handlers import PURPOSES
from forum.mail.letter import LARGEST_HTML
from forum.previews.cast import LONG_WORDS
from forum.previews.samples import SAMPLES
from forum.previews.showing import Preview, previews_of
from forum.web.headers import POLICY
from tests.visiting import ADDRESS, Visitor

EVERY = sorted(PURPOSES)
PLACE = "/moderation/mail/previews"


class Links(HTMLParser):
    """What a mail leads to, what it would fetch, and what would run or be shown though no policy allows it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forbidden: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src", "action", "background"):
                self.links.append(value or "")
            if name == "style" or name.startswith("on"):
                self.forbidden.append(name)
        if tag in ("img", "script", "link", "iframe", "form", "object", "video", "audio"):
            self.forbidden.append(tag)


def previews(app: Flask, purpose: str) -> list[Preview]:
    return list(previews_of(purpose, app.extensions["forum.settings"]))


def test_every_purpose_has_samples_and_every_sample_a_purpose() -> None:
    assert SAMPLES.keys() == PURPOSES.keys()


@pytest.mark.parametrize("purpose", EVERY)
def test_each_mail_is_small_says_all_in_text_and_leads_to_this_site_alone(app: Flask, purpose: str) -> None:
    assert previews(app, purpose) != []
    for preview in previews(app, purpose):
        assert preview.letter is not None, preview.trouble
        found = Links(preview.letter.html)
        assert preview.size <= LARGEST_HTML
        assert found.forbidden == []
        assert {urlsplit(link).netloc for link in found.links} == {urlsplit(ADDRESS).netloc}
        assert set(re.findall(r"url\(|@import|https?://", preview.letter.html.replace(ADDRESS, ""))) == set()
        # What one can do from the part in HTML one can do from the text.
        assert {link for link in found.links if link not in preview.letter.text} == set()
        assert "You get" in preview.letter.text
        assert preview.letter.subject


def test_the_longest_comment_stands_in_a_sample_in_full(app: Flask) -> None:
    assert len(LONG_WORDS) == 5000
    letters = [each.letter for each in previews(app, "words")]
    assert LONG_WORDS.splitlines()[0] in " ".join(letter.text for letter in letters if letter)


@pytest.mark.parametrize("purpose", EVERY)
def test_names_stand_apart_from_the_words_around_them(app: Flask, purpose: str) -> None:
    """So that a name from right to left turns nothing else around."""
    for preview in previews(app, purpose):
        words = SAMPLES[purpose]()[preview.title]
        assert preview.letter
        if name := words.get("name"):
            assert f"<bdi>{name}</bdi>" in preview.letter.html


def test_the_page_names_every_purpose_with_its_text_and_where_to_look(eve: Account, client: Visitor) -> None:
    client.sign_in(eve)
    page = client.get(PLACE).text
    for purpose in EVERY:
        assert f'id="{purpose}">{purpose.replace("_", " ").capitalize()}</h2>' in page
        for scheme in ("light", "dark"):
            assert f'href="{PLACE}/{purpose}/0?scheme={scheme}&amp;width=phone"' in page
    assert "You can read it, so The Courier can send mail." in page
    assert "no sample words" not in page
    assert "cannot be sent" not in page


@pytest.mark.parametrize("query", ["", "?scheme=dark", "?width=phone", "?scheme=dark&width=phone"])
def test_a_mail_is_shown_alone_with_its_own_style_allowed_and_nothing_else(
    eve: Account, client: Visitor, query: str
) -> None:
    client.sign_in(eve)
    answer = client.get(f"{PLACE}/words/0{query}")
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    (policy,) = answer.headers.getlist("Content-Security-Policy")
    assert policy == (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; style-src 'sha256-{digest}'"
    )
    assert ("@media all" in style) is ("dark" in query)
    assert ("max-width: 375px" in style) is ("phone" in query)
    assert "prefers-color-scheme" not in style
    assert client.get(PLACE).headers.getlist("Content-Security-Policy") == [POLICY]


def test_what_there_is_not_is_not_shown_and_keeps_the_policy_of_all_pages(eve: Account, client: Visitor) -> None:
    client.sign_in(eve)
    for path, status in (
        (f"{PLACE}/words/99", 404),
        (f"{PLACE}/nothing/0", 404),
        (f"{PLACE}/words/0?scheme=sepia", 400),
    ):
        answer = client.get(path)
        assert answer.status_code == status
        assert answer.headers.getlist("Content-Security-Policy") == [POLICY]


def test_nobody_but_an_admin_sees_any(ada: Account, sam: Account, client: Visitor) -> None:
    for somebody in (ada, sam):
        client.sign_in(somebody)
        assert client.get(PLACE).status_code == client.get(f"{PLACE}/words/0").status_code == 403
