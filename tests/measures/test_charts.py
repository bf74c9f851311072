"""Where a chart's shapes stand."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from forum.clock import now
from forum.measures.charts import HEIGHT, WIDTH, bars, line
from forum.measures.scales import COUNT, PERCENT, TIME, Scale, percent, span
from forum.measures.shapes import Series
from forum.measures.weeks import WEEKS, weeks

BEGAN = weeks(now())


def test_weeks_begin_on_mondays_and_the_last_is_this_one() -> None:
    moment = now()
    found = weeks(moment)
    assert len(found) == WEEKS
    assert {each.weekday() for each in found} == {0}
    assert found[-1] <= moment < found[-1] + timedelta(weeks=1)
    assert {after - before for before, after in pairwise(found)} == {timedelta(weeks=1)}


@pytest.mark.parametrize("scale", [TIME, COUNT, PERCENT])
@pytest.mark.parametrize("top", [0.4, 1, 7, 59, 100, 3_599, 86_400, 9_999_999])
def test_a_scale_has_few_lines_and_reaches_the_top(scale: Scale, top: float) -> None:
    ticks = scale.ticks(top)
    assert ticks[0] == 0
    assert ticks[-1] >= top
    assert 2 <= len(ticks) <= 4


def test_times_and_shares_are_said_as_people_say_them() -> None:
    said = [span(each) for each in (0, 40, 840, 3 * 3_600, 5 * 86_400)]
    assert said == ["0 s", "40 s", "14 min", "3 h", "5 days"]
    assert [percent(each) for each in (0, 2.04, 2.5, 40.3, 100)] == ["0 %", "2 %", "2.5 %", "40 %", "100 %"]


def test_a_week_without_a_value_is_a_gap() -> None:
    values = [None, 3.0, 4.0, None, 5.0, None, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]
    chart = line("a", "A", "", [Series("half", values)], BEGAN, COUNT)
    assert [len(path.points.split()) for path in chart.paths] == [2, 0, 6]
    assert [path.end is not None for path in chart.paths] == [False, True, True]
    assert chart.rows[-1] == (BEGAN[0], ["–"])


def test_names_at_the_ends_of_lines_do_not_cover_one_another() -> None:
    for low, high in ((1.0, 1.0), (0.0, 1.0), (0.0, 100.0), (99.0, 100.0)):
        series = [Series("half", [low] * 12), Series("9 in 10", [high] * 12)]
        chart = line("a", "A", "", series, BEGAN, COUNT)
        heights = sorted(label.y for label in chart.labels if label.of)
        assert all(below - above >= 12 for above, below in pairwise(heights))
        assert heights[0] > 0


def test_bars_stand_on_one_another_inside_the_drawing() -> None:
    series = [Series("upheld", [float(each) for each in range(12)]), Series("declined", [3.0] * 12)]
    chart = bars("a", "A", "", series, BEGAN, COUNT)
    assert len(chart.bars) == 11 + 12
    for bar in chart.bars:
        assert bar.x >= 0 and bar.x + bar.width <= WIDTH
        assert bar.y >= 0 and bar.y + bar.height <= HEIGHT
    last_two = chart.bars[-2:]
    assert abs(last_two[1].y + last_two[1].height - last_two[0].y) < 0.2


def test_no_week_of_any_day_is_left_out() -> None:
    sunday = datetime(2026, 3, 1, 23, 59, tzinfo=BEGAN[0].tzinfo)
    assert weeks(sunday)[-1] == sunday.replace(day=23, month=2, hour=0, minute=0)
