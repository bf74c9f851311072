"""What a comment may be made of."""

import pytest

from forum import ids
from forum.discussion.forms import MAX_BODY, CommentForm, parse_body
from forum.errors import Invalid


@pytest.mark.parametrize("text", ["", " \r\n\t ", "\u200b\u2060\ufeff", "\u00ad", "\u3164", "\U000e0041\U000e0042"])
def test_nothing_to_read_is_no_comment(text: str) -> None:
    with pytest.raises(Invalid, match="Write something first") as refusal:
        parse_body(text)
    assert refusal.value.field == "body"


def test_five_thousand_code_points_are_a_comment_and_one_more_is_not() -> None:
    for character in ("a", "é", "\U0001f600"):
        assert parse_body(character * MAX_BODY) == character * MAX_BODY
        with pytest.raises(Invalid, match="1 character too long"):
            parse_body(character * (MAX_BODY + 1))


def test_a_line_end_is_one_character_whatever_the_browser_sends() -> None:
    assert parse_body("a\r\nb") == "a\nb"
    assert len(parse_body("a" + "\r\n" * (MAX_BODY - 2) + "b")) == MAX_BODY


@pytest.mark.parametrize("character", ["\ufdd0", "\uffff", "\U0010fffe"])
def test_what_is_no_character_is_refused(character: str) -> None:
    with pytest.raises(Invalid, match="stands for no character"):
        parse_body(f"a{character}b")


@pytest.mark.parametrize("parent", ["x", "0" * 12, "u" * 13, "0" * 14, "z" * 13, "-1", "1"])
def test_a_parent_that_is_no_id_is_refused(parent: str) -> None:
    with pytest.raises(Invalid, match="You can post yours as a new comment"):
        CommentForm.parse({"body": "Yes.", "parent": parent})


def test_a_form_is_read_whole() -> None:
    form = CommentForm.parse({"body": "Yes.", "parent": ids.to_text(77), "key": "k1"})
    assert form == CommentForm(body="Yes.", parent_id=77, key="k1")
    assert CommentForm.parse({"body": "Yes."}) == CommentForm(body="Yes.", parent_id=None, key=None)


@pytest.mark.parametrize("key", ["", "a b", "x" * 65, "<script>", "ключ"])
def test_a_key_that_no_page_of_ours_made_is_no_key(key: str) -> None:
    form = CommentForm.parse({"body": "Yes.", "key": key})
    assert form.key is None
    assert form.posting_key(1) is None
