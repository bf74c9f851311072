"""What a rule found is marked where it stands, and nothing else of the text changes."""

import re

import pytest

from forum.markup.marking import marked
from forum.markup.render import to_html
from tests.markup.corpora import HOSTILE, cases, payload


@pytest.mark.parametrize(
    ("html", "words", "shown"),
    [
        ("<p>At the Casino.</p>", ["casino"], "<p>At the <mark>Casino</mark>.</p>"),
        (
            '<p><a href="https://casino.example/">casino</a></p>',
            ["casino"],
            '<p><a href="https://casino.example/"><mark>casino</mark></a></p>',
        ),
        ("<p>buy now, buy</p>", ["buy", "buy now"], "<p><mark>buy now</mark>, <mark>buy</mark></p>"),
        ("<p>R&amp;D &lt;b&gt;</p>", ["R&D", "<b>"], "<p><mark>R&amp;D</mark> <mark>&lt;b&gt;</mark></p>"),
        ("<p>mark p</p>", ["p"], "<p>mark <mark>p</mark></p>"),
        ("<p>Nothing.</p>", [" ", ""], "<p>Nothing.</p>"),
        ("<p>a.c abc</p>", ["a.c"], "<p><mark>a.c</mark> abc</p>"),
    ],
)
def test_a_word_is_marked_in_the_text_alone(html: str, words: list[str], shown: str) -> None:
    assert marked(html, words) == shown


@pytest.mark.parametrize("name", HOSTILE)
def test_without_its_marks_every_hostile_text_is_what_it_was(name: str) -> None:
    for case in cases(name):
        html = to_html(payload(case))
        shown = marked(html, ["a", "script", "p", "href", "&", "<", "lt"])
        assert re.sub("</?mark>", "", shown) == html
