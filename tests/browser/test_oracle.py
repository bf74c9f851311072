"""The oracles themselves: they must cry out at what is wrong, or their silence says nothing."""

import pytest

from tests.browser.hostile import COMMENT, Laboratory

FOREIGN = {
    "an element": ("<script>1</script>", "<script>"),
    "an attribute": ("<p onclick='1'>x</p>", "p[onclick=1]"),
    "a class": ("<p class=x>x</p>", "p[class=x]"),
    "a namespace": ("<svg></svg>", "namespace of svg"),
    "a comment": ("<p>x<!-- y --></p>", "#comment"),
    "a scheme": ("<a href='javascript:1'>x</a>", "a[href=javascript:1]"),
    "a scheme with a tab in it": ("<a href='java\tscript:1'>x</a>", "a[href=java\tscript:1]"),
    "a path of this site": ("<a href='/sign-out'>x</a>", "a[href=/sign-out]"),
    "another host without a scheme": ("<a href='//evil.example'>x</a>", "a[href=//evil.example]"),
}
ACTIVE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=prompt(1)>",
    "<p onmouseover=confirm(1)>x</p>",
    "<details ontoggle=print()>x</details>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href='java&#9;script:alert(1)'>x</a>",
    "<input autofocus onfocus=alert(1)>",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=data:text/html,x'>",
    "<script>document.title = 'moved'</script>",
]


@pytest.mark.parametrize(("html", "complaint"), FOREIGN.values(), ids=FOREIGN)
def test_what_is_not_on_the_list_is_named(laboratory: Laboratory, html: str, complaint: str) -> None:
    assert complaint in laboratory.foreign([html], COMMENT)[0]


@pytest.mark.parametrize("html", ACTIVE)
def test_what_runs_is_noticed(laboratory: Laboratory, html: str) -> None:
    assert [place for place, _ in laboratory.executed([html])] == [0]


def test_the_guilty_one_is_picked_out_of_a_crowd(laboratory: Laboratory) -> None:
    crowd = [f"<p>{number}</p>" for number in range(1000)]
    crowd[777] = ACTIVE[1]
    assert [place for place, _ in laboratory.executed(crowd)] == [777]


def test_innocent_words_are_left_in_peace(laboratory: Laboratory) -> None:
    html = '<p>x <a href="https://example.org/" rel="nofollow ugc noopener">y</a> <a href="/people/ada">@ada</a></p>'
    assert laboratory.foreign([html], COMMENT) == [[]]
    assert laboratory.executed([html, "<details><summary>a</summary>b</details>"]) == []
