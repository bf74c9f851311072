"""When word comes, by the clock on the wall of whoever gets it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from forum.notifications.models import Frequency
from forum.rounds.keeping_time import due_at

BERLIN = ZoneInfo("Europe/Berlin")
CASES = [
    (Frequency.AT_ONCE, "2026-03-04T12:34:56", "2026-03-04T12:34:56"),
    (Frequency.HOURLY, "2026-03-04T12:34:56", "2026-03-04T13:00:00"),
    (Frequency.HOURLY, "2026-03-04T13:00:00", "2026-03-04T14:00:00"),
    # Eight in the morning is seven by UTC, and six once the clocks were put forward.
    (Frequency.DAILY, "2026-03-04T06:59:59", "2026-03-04T07:00:00"),
    (Frequency.DAILY, "2026-03-04T07:00:00", "2026-03-05T07:00:00"),
    (Frequency.DAILY, "2026-03-28T12:00:00", "2026-03-29T06:00:00"),
    (Frequency.DAILY, "2026-03-04T23:30:00", "2026-03-05T07:00:00"),
    (Frequency.WEEKLY, "2026-03-04T12:00:00", "2026-03-09T07:00:00"),
    (Frequency.WEEKLY, "2026-03-09T06:59:00", "2026-03-09T07:00:00"),
    (Frequency.WEEKLY, "2026-03-09T07:00:00", "2026-03-16T07:00:00"),
    (Frequency.WEEKLY, "2026-10-24T12:00:00", "2026-10-26T07:00:00"),
]


@pytest.mark.parametrize(("frequency", "now", "due"), CASES)
def test_word_comes_at_the_next_boundary_in_berlin(frequency: Frequency, now: str, due: str) -> None:
    assert due_at(frequency, _utc(now), BERLIN) == _utc(due)


def test_an_hour_is_full_by_the_clock_of_the_place() -> None:
    assert due_at(Frequency.HOURLY, _utc("2026-03-04T12:00:00"), ZoneInfo("Asia/Kathmandu")) == _utc(
        "2026-03-04T12:15:00"
    )


def test_the_hour_that_comes_twice_is_told_twice() -> None:
    assert due_at(Frequency.HOURLY, _utc("2026-10-25T00:30:00"), BERLIN) == _utc("2026-10-25T01:00:00")
    assert due_at(Frequency.HOURLY, _utc("2026-10-25T01:30:00"), BERLIN) == _utc("2026-10-25T02:00:00")


def test_who_wants_no_word_has_none() -> None:
    with pytest.raises(ValueError, match="no word"):
        due_at(Frequency.NEVER, _utc("2026-03-04T12:00:00"), BERLIN)


def _utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
