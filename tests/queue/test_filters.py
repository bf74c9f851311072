"""What can be searched for, and what cannot says so."""

from datetime import timedelta

import pytest

from forum.errors import Invalid
from forum.queue.filters import LONGEST, Filter


def test_everything_that_can_be_typed() -> None:
    text = (
        'author:@Ben article:/articles/the-bridge section:"Arts & Books" rule:many-links status:held older:2d has:link'
    )
    found = Filter.parse({"q": f'{text} tunnel "over the bridge"'})
    assert found == Filter(
        "Ben", "the-bridge", "Arts & Books", "many-links", "held", "2d", "link", ("tunnel", "over the bridge")
    )
    assert found.age == timedelta(days=2)


@pytest.mark.parametrize("text", ["author:ben tunnel", 'section:"Arts & Books" has:link', '"two words" older:1w', ""])
def test_as_it_is_spelled_it_is_read_again(text: str) -> None:
    found = Filter.parse({"q": text})
    assert Filter.parse({"q": str(found)}) == found


def test_what_is_chosen_counts_for_more_than_what_is_typed() -> None:
    chosen = {"q": "rule:many-links tunnel", "rule": "repeat", "section": "", "has": "link"}
    assert str(Filter.parse(chosen)) == "rule:repeat has:link tunnel"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("colour:red", "“colour:” means nothing here"),
        ("rule:nonsense", "There is no rule “nonsense”"),
        ("status:deleted", "A status is one of"),
        ("older:soon", "a number of hours, days or weeks"),
        ("older:99999d", "a number of hours, days or weeks"),
        ("has:charm", "followed by “link”"),
        ("x" * (LONGEST + 1), f"at most {LONGEST}"),
    ],
)
def test_what_means_nothing_says_what_would(text: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        Filter.parse({"q": text})
