"""When mail is due, wherever its reader lives, also where clocks are put forward and back."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forum.notifications.models import Frequency, Kind
from forum.notifications.timing import due_at, next_round

BERLIN, AUCKLAND = ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Auckland")
NOON = datetime(2026, 3, 27, 12, 0, tzinfo=UTC)  # a Friday, two days before Berlin puts its clocks forward


def test_at_once_is_ten_minutes_and_of_a_decision_one() -> None:
    assert due_at(Kind.REPLY, Frequency.AT_ONCE, NOON, BERLIN) - NOON == timedelta(minutes=10)
    assert due_at(Kind.PICKED, Frequency.AT_ONCE, NOON, BERLIN) - NOON == timedelta(minutes=1)


def test_an_hourly_mail_comes_with_the_next_full_hour() -> None:
    assert next_round(Frequency.HOURLY, NOON, BERLIN) == datetime(2026, 3, 27, 13, tzinfo=UTC)
    just_before = NOON - timedelta(microseconds=1)
    assert next_round(Frequency.HOURLY, just_before, BERLIN) == NOON


def test_a_daily_mail_comes_at_eight_where_its_reader_lives() -> None:
    assert next_round(Frequency.DAILY, NOON, BERLIN) == datetime(2026, 3, 28, 7, tzinfo=UTC)
    assert next_round(Frequency.DAILY, NOON, AUCKLAND) == datetime(2026, 3, 27, 19, tzinfo=UTC)
    # After the clocks were put forward eight comes an hour sooner.
    assert next_round(Frequency.DAILY, NOON + timedelta(days=1), BERLIN) == datetime(2026, 3, 29, 6, tzinfo=UTC)


def test_a_weekly_mail_comes_on_monday_morning() -> None:
    assert next_round(Frequency.WEEKLY, NOON, BERLIN) == datetime(2026, 3, 30, 6, tzinfo=UTC)
    monday = datetime(2026, 3, 30, 6, tzinfo=UTC)
    assert next_round(Frequency.WEEKLY, monday, BERLIN) == monday + timedelta(days=7)


@pytest.mark.parametrize("frequency", [Frequency.NEVER, Frequency.AT_ONCE])
def test_what_has_no_rounds_is_asked_for_none(frequency: Frequency) -> None:
    with pytest.raises(ValueError, match="no rounds"):
        next_round(frequency, NOON, BERLIN)


ZONES = st.sampled_from(sorted(available_timezones())).map(ZoneInfo)
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(MOMENTS, ZONES)
def test_a_daily_round_is_ahead_and_no_further_than_a_day_and_a_change_of_clocks(now: datetime, zone: ZoneInfo) -> None:
    ahead = next_round(Frequency.DAILY, now, zone) - now
    assert timedelta() < ahead <= timedelta(days=1, hours=3) or zone.key in {"Pacific/Apia", "Pacific/Fakaofo"}


@given(MOMENTS, ZONES, st.sampled_from([Frequency.HOURLY, Frequency.DAILY, Frequency.WEEKLY]))
def test_rounds_follow_one_another(now: datetime, zone: ZoneInfo, frequency: Frequency) -> None:
    """Whatever comes before a round is due with it, and what comes after is due later: nothing falls between two."""
    first = next_round(frequency, now, zone)
    assert next_round(frequency, first - timedelta(microseconds=1), zone) == first
    assert next_round(frequency, first, zone) > first
