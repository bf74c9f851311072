"""Names in a script that is sent."""

import pytest

from forum.web.shortening import names_in, shortened


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("export const NEAR = 1;\nconst FAR = 2;\n", ["NEAR", "FAR"]),
        ("export async function show() {\n  const inner = 1;\n}\n", ["show"]),
        ("export class Box {\n}\nlet over;\n", ["Box", "over"]),
        ("customElements.define('x', class Inner {});\n", []),
    ],
)
def test_a_module_gives_names_at_its_top(source: str, names: list[str]) -> None:
    assert names_in(source) == names


@pytest.mark.parametrize(
    ("code", "sent"),
    [
        ("const near=1;f(near+near)", "const a=1;f(a+a)"),
        ("const near=[];f(...near)", "const a=[];f(...a)"),
        ("const near=1;f(a,near)", "const b=1;f(a,b)"),
        ("const near=1;f(a,near,b)", "const near=1;f(a,near,b)"),  # as it might be in { a, near, b }
        ("const near=1;one.near", "const near=1;one.near"),
        ("const near=1;one?.near", "const near=1;one?.near"),
        ("const near=1;({near:2})", "const near=1;({near:2})"),
        ("const near=1;({near})", "const near=1;({near})"),
        ("const near=1;({b=1,near=2})=>0", "const near=1;({b=1,near=2})=>0"),
        ("const near=1;class B{near(){}}", "const near=1;class B{near(){}}"),
        ("const near=1;class B{get near(){}}", "const near=1;class B{get near(){}}"),
        ("const near=1;nearer(near)", "const a=1;nearer(a)"),
        ("function near(){}near()", "function a(){}a()"),
    ],
)
def test_a_name_is_short_where_it_is_nothing_else(code: str, sent: str) -> None:
    assert shortened([code], ["near"]) == [sent]


def test_what_stands_in_a_text_stays() -> None:
    assert shortened(["const near=1;f(", "`${near}`", ")"], ["near"]) == ["const near=1;f(", "`${near}`", ")"]
    assert shortened(["const near=1;f(", "'near'", ",near)"], ["near"]) == ["const near=1;f(", "'near'", ",near)"]
    assert shortened(["const near=1;f(near,", "'far'", ")"], ["near"]) == ["const a=1;f(a,", "'far'", ")"]


def test_short_words_stay_and_no_word_is_given_twice() -> None:
    assert shortened(["const day=1,a=2,near=3;f(day+near)"], ["day", "near"]) == ["const day=1,a=2,near=3;f(day+near)"]
    assert shortened(["const a=2;const near=3;f(a+near)"], ["near"]) == ["const a=2;const b=3;f(a+b)"]
