"""Identifiers: unique, growing, and read aloud."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum import ids


@given(st.integers(0, (1 << 63) - 1))
def test_a_number_and_its_thirteen_characters_are_one(number: int) -> None:
    text = ids.to_text(number)
    assert len(text) == ids.LENGTH
    assert ids.from_text(text) == number


@given(st.integers(0, (1 << 63) - 2))
def test_a_larger_number_sorts_later(number: int) -> None:
    assert ids.to_text(number) < ids.to_text(number + 1)


@pytest.mark.parametrize("text", ["", "0" * 12, "0" * 14, "l" * 13, "A" * 13, "z" * 13, "8" + "0" * 12, "٣" * 13])
def test_what_is_no_id_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an id"):
        ids.from_text(text)


def test_an_id_tells_when_it_was_made() -> None:
    before = datetime.now(UTC)
    made = ids.moment_of(ids.new_id())
    # To the millisecond, and a little ahead when many are made at once.
    assert before - timedelta(milliseconds=1) <= made <= datetime.now(UTC) + timedelta(milliseconds=1)
    assert ids.moment_of(0) == datetime(2020, 1, 1, tzinfo=UTC)
    assert ids.moment_of((1 << 63) - 1).year == 2089


def test_ids_of_one_process_grow_and_never_repeat() -> None:
    with ThreadPoolExecutor(8) as pool:
        batches = list(pool.map(lambda _: [ids.new_id() for _ in range(2_000)], range(8)))
    assert all(batch == sorted(batch) for batch in batches)
    assert len({one for batch in batches for one in batch}) == 16_000
