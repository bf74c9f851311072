"""Words that stay hidden until a reader opens them."""

import pytest

from forum.markup.excerpt import excerpt
from forum.markup.render import to_html
from forum.markup.spoilers import spoiler_scope

from . import oracle


def hidden(source: str) -> str:
    """What the first spoiler of a comment hides."""
    return to_html(source).partition("</summary>")[2].partition("</details>")[0]


def test_words_between_pipes_are_hidden_and_their_paragraph_becomes_a_div() -> None:
    html = to_html("so ||he *dies*|| then")
    assert html == "<div>so <details><summary>Spoiler</summary>he <em>dies</em></details> then</div>\n"


@pytest.mark.parametrize(
    "source", ["|| x ||", "||x||", "a||x||b", "||x\ny||", "||`x`||", "**||x||**", "- ||x||", "> ||x||"]
)
def test_white_space_and_surroundings_do_not_matter(source: str) -> None:
    assert "x" in hidden(source)
    assert oracle.wrong(to_html(source)) == []


@pytest.mark.parametrize(
    "source", ["||x", "|x|", "|||x|||", "||||", "|| ||", "`||x||`", "\\||x||", "||[S1 E8]||", "||a\n\nb||"]
)
def test_what_is_not_closed_or_hides_nothing_is_text(source: str) -> None:
    assert "<details>" not in to_html(source)
    assert [char for char in oracle.text(to_html(source)) if char == "|"]


@pytest.mark.parametrize("source", ["**a ||b** c||", "_a ||b_ c||", "~~a ||b~~ c||"])
def test_hiding_goes_before_emphasis(source: str) -> None:
    assert hidden(source).endswith(" c")


def test_a_label_hides_nothing_but_may_be_hidden() -> None:
    assert "<details>" not in to_html("[a ||b|| c](https://example.org)")
    assert "https://example.org" in hidden("||[b](https://example.org)||")


def test_lines_with_the_mark_are_hidden_as_blocks() -> None:
    html = to_html("a\n>! b *c*\n>! d\n>!\n>! - e\n\nf")
    inside = "<p>b <em>c</em><br>\nd</p>\n<ul>\n<li>e</li>\n</ul>\n"
    assert html == f"<p>a</p>\n<details><summary>Spoiler</summary>{inside}</details>\n<p>f</p>\n"


def test_a_line_that_goes_on_without_the_mark_is_hidden_too() -> None:
    assert "still" in hidden(">! secret\nstill secret\n\nopen")
    assert "open" not in hidden(">! secret\nstill secret\n\nopen")


def test_a_spoiler_right_after_a_quotation_is_not_part_of_it() -> None:
    html = to_html("> quoted\n>! secret\n> quoted again")
    assert "secret" in hidden("> quoted\n>! secret\n> quoted again")
    assert html.count("<blockquote>") == 2


def test_a_quoted_spoiler_stays_hidden() -> None:
    html = to_html("> >! secret\n\nanswer")
    assert html.startswith("<blockquote>\n<details>")
    assert "secret" not in excerpt(html)


@pytest.mark.parametrize(
    ("source", "label"),
    [
        ("||[S1 E8] x||", "Spoiler: S1 E8"),
        (">! [S1 E8] x", "Spoiler: S1 E8"),
        (">! [s01e08]\n>! x", "Spoiler: S1 E8"),
        ("||[S2] x||", "Spoiler: S2"),
        ("||[E8] x||", "Spoiler"),
        ("||[S1 E8](https://example.org) x||", "Spoiler"),
        (">! [S1 E8](https://example.org) x", "Spoiler"),
    ],
)
def test_a_spoiler_may_say_how_far_one_must_have_watched(source: str, label: str) -> None:
    assert f"<summary>{label}</summary>" in to_html(source)
    assert spoiler_scope(source) == (label.partition(": ")[2] or None)


@pytest.mark.parametrize(
    ("source", "scope"),
    [
        ("none", None),
        ("||some||", None),
        ("[S1 E8] not hidden", None),
        ("`||[S1 E8] code||`", None),
        ("||[S1 E8] a|| ||[S1 E10] b|| ||[S1 E9] c||", "S1 E10"),
        ("||[S1 E8] a||\n\n>! [S2 E1] b", "S2 E1"),
        ("||[S1 E99] a|| ||[S1] b||", "S1"),
        (">! [S1 E1] a ||[S3 E2] b||", "S3 E2"),
        ("> >! [S4] quoted", "S4"),
    ],
)
def test_the_furthest_episode_counts(source: str, scope: str | None) -> None:
    assert spoiler_scope(source) == scope


def test_spoilers_nest_and_the_inner_one_has_its_own_scope() -> None:
    html = to_html(">! [S1 E1] a ||[S3] b|| c\n>! >! d")
    assert html.count("<details>") == 3
    assert oracle.wrong(html) == []


@pytest.mark.parametrize(
    "source", ["||" * 5000, "||a" * 3000, "||a|| " * 1500, ">!" * 5000 + "a", ">! a\n" * 2000, "> a\n\n" * 2000]
)
def test_thousands_of_marks_finish(source: str) -> None:
    assert oracle.wrong(to_html(source)) == []
    assert "a" in oracle.text(to_html(source)) or "a" not in source
