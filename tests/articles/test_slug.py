"""The readable name that an article has in our own addresses."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.articles.canonical import LONGEST_SLUG, slug_of


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        (
            "Could ‘The Defenders’ Hold Up ‘Jessica Jones’ Season 2?",
            "could-the-defenders-hold-up-jessica-jones-season-2",
        ),
        ('Don\'t look "back"', "dont-look-back"),
        ("Crème brûlée, à la carte", "creme-brulee-a-la-carte"),
        ("Straße, Smørrebrød & Łódź", "strasse-smorrebrod-lodz"),
        ("İstanbul’da ﬁlm", "istanbulda-film"),
        ("  --  ", "article"),
        ("", "article"),
        ("جيسيكا جونز", "article"),
        ("جيسيكا 2", "2"),
    ],
)
def test_a_title_gives_a_name_that_can_be_read_in_an_address(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    assert (
        slug_of("seven letters " * 9) == "seven-letters-seven-letters-seven-letters-seven-letters-seven-letters-seven"
    )
    assert slug_of("a" * 79 + " b c") == "a" * 79
    assert slug_of("a" * 80 + " b") == "a" * 80
    assert slug_of("a" * 200) == "a" * 80


@given(st.text())
def test_every_title_has_a_name_and_a_name_is_its_own_name(title: str) -> None:
    slug = slug_of(title)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= LONGEST_SLUG
    assert slug_of(slug) == slug
