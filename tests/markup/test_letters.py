"""A comment as plain lines: all of it but its spoilers."""

import pytest

from forum.markup.letters import ON_THE_SITE, in_lines
from forum.markup.render import hidden_html, to_html


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("One.\ntwo.\n\nThree.", "One.\ntwo.\n\nThree."),
        ("> quoted\n> more\n\nanswer", "> quoted\n> more\n\nanswer"),
        ("> outer\n>\n> > inner", "> outer\n\n> > inner"),
        ("- one\n- two\n  - within\n\nend", "- one\n- two\n  - within\n\nend"),
        ("3. three\n4. four", "3. three\n4. four"),
        ("```\nif x:\n\n    y()\n```\nafter", "if x:\n\n    y()\n\nafter"),
        ("I **mean** [this](https://example.org/a), `so` & <b>", "I mean this, so & <b>"),
        ("Then ||he dies|| and.", f"Then {ON_THE_SITE} and."),
        (">! he dies\n>! twice\n\nWow.", f"{ON_THE_SITE}\n\nWow."),
        ("a\u202eb", "ab"),
    ],
)
def test_each_kind_of_words_has_its_lines(source: str, lines: str) -> None:
    assert in_lines(to_html(source)) == lines


def test_what_a_moderator_hid_is_hidden_whole() -> None:
    assert in_lines(hidden_html(to_html("He dies.\n\nReally."))) == ON_THE_SITE


def test_a_comment_of_nothing_has_no_lines() -> None:
    assert in_lines("") == ""
