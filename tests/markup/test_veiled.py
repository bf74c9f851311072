"""Rendered HTML without its spoilers: nothing of them, and all else as it is."""

import pytest

from forum.markup.excerpt import excerpt
from forum.markup.outside import HIDDEN
from forum.markup.render import hidden_html, to_html
from forum.markup.sanitize import clean
from forum.markup.veiled import veiled
from tests.markup.corpora import HOSTILE, ORDINARY, cases, payload


@pytest.mark.parametrize(
    ("source", "left"),
    [
        ("Then ||he dies|| and.", f"<div>Then {HIDDEN} and.</div>\n"),
        (">! he dies\n>! twice\n\nWow.", f"{HIDDEN}\n<p>Wow.</p>\n"),
        (">! [S1 E8] he dies\n>! >! really", f"{HIDDEN}\n"),
        ("One ||a|| two ||b *c* [d](https://example.org/)|| three.", f"<div>One {HIDDEN} two {HIDDEN} three.</div>\n"),
        ("> quoted ||gone||\n\n1. ||gone||", None),
    ],
)
def test_of_a_spoiler_only_a_sign_is_left(source: str, left: str | None) -> None:
    found = veiled(to_html(source))
    assert "details" not in found and "summary" not in found and "gone" not in found and "S1" not in found
    assert left is None or found == left


def test_what_a_moderator_hid_is_hidden_whole() -> None:
    assert veiled(hidden_html(to_html("He dies. ||Twice.||\n\n- Really."))) == f"{HIDDEN}\n"


def test_it_is_the_sign_that_stands_in_every_other_line() -> None:
    spoiler = to_html("||He dies.||")
    assert excerpt(spoiler) == excerpt(veiled(spoiler)) == HIDDEN


@pytest.mark.parametrize("name", ["own_markdown_xss", *HOSTILE, *ORDINARY])
def test_what_is_no_spoiler_stays_byte_by_byte(name: str) -> None:
    for case in cases(name):
        html = to_html(payload(case))
        if "<details" not in html:
            # Read and copied too, since a spoiler stands before it.
            assert veiled(f"<details><summary>Spoiler</summary>x</details>{html}") == HIDDEN + html


@pytest.mark.parametrize("name", ["own_markdown_xss", *HOSTILE])
def test_what_is_left_is_as_clean_as_it_was(name: str) -> None:
    for case in cases(name):
        text = payload(case)
        # Anything, around and in a spoiler.
        html = veiled(to_html(f"{text}\n\n||{text}||\n\n>! {text}\n\nend"))
        assert clean(html, "") == html
