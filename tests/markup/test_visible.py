"""Accents, directions, and lines cut to length."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.markup.excerpt import excerpt
from forum.markup.render import text_html, to_html
from forum.markup.visible import displayable, settled

RLO, PDF, RLI, PDI = "\u202e", "\u202c", "\u2067", "\u2069"


def test_towers_of_accents_are_cut_for_display() -> None:
    assert displayable("a" + "\u0301" * 5000 + "b") == "a" + "\u0301" * 8 + "b"
    assert displayable("a" + "\u0301\u200d" * 20).count("\u0301") == 8
    assert to_html("a" + "&#769;" * 20).count("\u0301") == 8


@pytest.mark.parametrize("text", ["é", "שָׁלוֹם", "ที่", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "❤️"])
def test_real_writing_is_left_alone(text: str) -> None:
    assert displayable(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a{RLO}b", f"a{RLO}b{PDF}"),
        (f"{RLO}a\nb", f"{RLO}a{PDF}\nb"),
        (f"{RLI}{RLO}a{PDI}b", f"{RLI}{RLO}a{PDF}{PDI}b"),
        (f"{RLI}a{PDF}b{PDI}", f"{RLI}ab{PDI}"),
        (f"a{PDF}{PDI}", "a"),
        (RLO * 9 + "a", "a"),
        (f"{RLI}a{PDI}{RLO}b{PDF}", f"{RLI}a{PDI}{RLO}b{PDF}"),
    ],
)
def test_a_change_of_direction_ends_on_its_line(text: str, expected: str) -> None:
    assert settled(text) == expected


@given(st.text(alphabet="a\n\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", max_size=40))
def test_after_settling_nothing_is_open_and_settling_again_changes_nothing(text: str) -> None:
    for line in settled(text).split("\n"):
        assert sum(line.count(char) for char in "\u202a\u202b\u202d\u202e") == line.count(PDF)
        assert sum(line.count(char) for char in "\u2066\u2067\u2068") == line.count(PDI)
    assert settled(settled(text)) == settled(text)


def test_a_direction_does_not_reach_over_a_mark_or_into_a_link() -> None:
    assert f"{RLO}a {PDF}<em>b</em>" in to_html(f"{RLO}a *b*")
    assert f"{RLO}a{PDF}" in to_html("&#x202e;a")
    assert RLO not in to_html(f"[{RLO}a](https://example.org)")
    assert text_html([("p", f"{RLO}a")]) == f"<p>{RLO}a{PDF}</p>\n"


def test_an_excerpt_is_one_line_without_marks_or_spoilers() -> None:
    html = to_html("a *b*\nc\n\n> d\n\n- e\n- f\n\n||[S1 E8] g|| h\n\n>! i\n\n`<j>` &amp;")
    assert excerpt(html) == "a b c d e f [spoiler] h [spoiler] <j> &"


def test_an_excerpt_of_a_nested_spoiler_gives_nothing_away() -> None:
    assert excerpt(to_html("a\n>! b ||c|| d\n\ne")) == "a [spoiler] e"


@pytest.mark.parametrize("sign", ["e\u0301", "👩\u200d👩\u200d👧", "👍🏽", "🇩🇪", "\u1112\u1161\u11ab", "❤\ufe0f"])
def test_an_excerpt_never_cuts_a_sign_in_two(sign: str) -> None:
    html = to_html("x" + sign * 20)
    assert excerpt(html, 101) == "x" + sign * 20
    for limit in range(2, 19):
        kept = excerpt(html, limit).removesuffix("…").removeprefix("x")
        assert kept == sign * (len(kept) // len(sign)) or sign == "🇩🇪"


def test_an_excerpt_does_not_cut_the_sign_of_a_spoiler() -> None:
    assert excerpt(to_html("ab ||c|| d"), 8) == "ab…"


@given(st.text(max_size=80), st.integers(1, 40))
def test_an_excerpt_is_never_longer_than_asked(source: str, limit: int) -> None:
    found = excerpt(to_html(source), limit)
    assert len(found) <= limit
    assert "\n" not in found
