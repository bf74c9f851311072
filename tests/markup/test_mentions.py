"""Who is spoken to by name, and who is not."""

import pytest

from forum.markup.mentions import mentioned
from forum.markup.render import to_html

from . import oracle


def people(source: str) -> list[str]:
    return oracle.read(to_html(source)).hrefs


@pytest.mark.parametrize(
    "source",
    ["@ada", "hello @ada!", "(@ada)", "*@ada*", "_@ada_", "> @ada", ">! @ada", "||@ada||", "@ada's", "@ada.", "“@ada”"],
)
def test_a_handle_after_an_at_sign_is_a_mention(source: str) -> None:
    assert people(source) == ["/people/ada"]
    assert mentioned(source) == {"ada"}


@pytest.mark.parametrize(
    "source",
    [
        *[
            "bob@example",
            "ada@example.org",
            "@ad",
            "@-ada",
            "@" + "a" * 31,
            "@adaб",
            "\\@ada",
            "a/@ada",
            "@ada@social.example",
        ],
        *["@ada.example", "@@ada", "`@ada`", "    @ada", "```\n@ada\n```", "@ ada", "@ada-" + "b" * 40],
    ],
)
def test_what_is_no_handle_of_ours_is_no_mention(source: str) -> None:
    assert people(source) == []
    assert mentioned(source) == set()


def test_a_label_mentions_nobody() -> None:
    assert people("[@ada](https://example.org)") == ["https://example.org"]
    assert mentioned("[@ada](https://example.org) https://example.org/@ada <https://example.org/@ada>") == set()


def test_handles_have_three_to_thirty_characters_and_no_mark_at_the_ends() -> None:
    assert mentioned(f"@abc @a_b-c @a-- @{'a' * 30} @ab_") == {"abc", "a_b-c", "a" * 30}


def test_only_the_people_handed_in_are_linked_by_their_owners_spelling() -> None:
    html = to_html("@ADA and @ben", {"ada": "Ada"})
    assert html == '<p><a href="/people/Ada" rel="nofollow ugc noopener">@ADA</a> and @ben</p>\n'


def test_nothing_but_a_handle_gets_into_the_address_of_a_person() -> None:
    assert "<a" not in to_html("@ada", {"ada": "../admin"})


def test_a_handle_is_folded_for_the_caller() -> None:
    assert mentioned("@Ada @ADA @ada") == {"ada"}


def test_thousands_of_at_signs_finish() -> None:
    assert mentioned("@a" * 5000) == set()
    assert mentioned("@abc " * 2000) == {"abc"}
