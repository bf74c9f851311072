"""What the comparison tells is what was measured: read rightly, in turns, and shown in full."""

from itertools import pairwise
from math import inf
from xml.etree import ElementTree

import pytest

from tests.bench.comparison.asking import Ask
from tests.bench.comparison.chart import chart, scale_for
from tests.bench.comparison.figures import Cell, Figures
from tests.bench.comparison.rounds import Results, in_turns
from tests.bench.comparison.starting import NO_ANSWER, Page
from tests.bench.comparison.table import number, spread, table
from tests.bench.comparison.wrk import lua, read

TOLD = """Running 2s test @ http://127.0.0.1:8000/articles/story
  1 threads and 16 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency   580.72ms  247.23ms   1.47s    85.90%
    Req/Sec    25.00     20.86    60.00     78.95%
  Latency Distribution
     50%  500.68ms
     75%  622.96ms
     90%  968.21ms
     99%    1.47s
  78 requests in 3.00s, 487.04KB read
{failures}Requests/sec:     25.97
Transfer/sec:    162.19KB
"""
SIZES = (100, 10_000)


def test_what_wrk_tells_is_read_in_one_unit() -> None:
    found = read(TOLD.format(failures=""))
    assert (found.per_second, found.p99, found.failed) == (25.97, 1470, 0)
    # Whole seconds are told with a blank behind them.
    assert read(TOLD.format(failures="").replace("1.47s\n  78", "2.00s \n  78")).p99 == 2000
    assert read(TOLD.format(failures="").replace("1.47s\n  78", "812.00us\n  78")).p99 == 0.812


def test_whatever_wrk_was_refused_is_counted() -> None:
    failures = "  Socket errors: connect 0, read 2, write 0, timeout 3\n  Non-2xx or 3xx responses: 40\n"
    assert read(TOLD.format(failures=failures)).failed == 45


def test_what_is_not_from_wrk_is_no_measurement() -> None:
    with pytest.raises(ValueError, match="unable to connect"):
        read("unable to connect to 127.0.0.1:8000 Connection refused")


def test_wrk_is_given_the_question_in_its_own_language() -> None:
    script = lua(Ask("/count", "POST", '["/a"]', {"Content-Type": "application/json", "If-None-Match": 'W/"7-1"'}))
    assert script.splitlines() == [
        'wrk.method = "POST"',
        'wrk.body = "[\\"/a\\"]"',
        'wrk.headers["Content-Type"] = "application/json"',
        'wrk.headers["If-None-Match"] = "W/\\"7-1\\""',
    ]


@pytest.mark.parametrize(
    ("of", "shown"),
    [(12_345.6, "12,346"), (45.67, "45.7"), (1.234, "1.23"), (0.0312, "0.03"), (inf, "> 30,000"), (0, "< 0.03")],
)
def test_a_number_has_as_many_digits_as_mean_something(of: float, shown: str) -> None:
    assert number(of) == shown


def test_a_median_stands_with_the_least_and_the_most() -> None:
    assert spread([300.0, 100.0, 200.0]) == "200 (100 – 300)"
    assert spread([7.0]) == "7.00"
    assert spread([]) == "–"


def test_everybody_is_measured_in_turns() -> None:
    seen: list[str] = []
    plan = {name: [_noting(seen, f"{name}{nth}") for nth in range(cells)] for name, cells in (("a", 3), ("b", 1))}
    in_turns(Results(), plan, rounds=2, seconds=1, say=lambda sentence: None)
    assert seen == ["a0", "b0", "a1", "a2"] * 2


def test_who_fails_is_left_out_of_that_one_cell_and_it_is_told() -> None:
    def fail(seconds: float) -> Figures:
        raise RuntimeError("5 requests of /count failed")

    seen: list[str] = []
    results = Results()
    in_turns(results, {"a": [Cell("count", fail), _noting(seen, "other")]}, 3, 1, lambda sentence: None)
    assert results.notes == ["a, count: 5 requests of /count failed"]
    assert results.of("a", "other") == [1.0, 1.0, 1.0]


def _noting(seen: list[str], name: str) -> Cell:
    def measure(seconds: float) -> Figures:
        seen.append(name)
        return {name: seconds}

    return Cell(name, measure)


@pytest.fixture
def results() -> Results:
    """Ours is fast. The other takes two seconds for a hundred comments; for ten thousand, longer than we wait."""
    found = Results(names=["Forum", "Slow & Sons"])
    found.add_pages("Forum", {size: Page(0.01, 50, 20_000) for size in SIZES})
    found.add_pages("Slow & Sons", {100: Page(2.0, 100, 30_000), 10_000: NO_ANSWER})
    for rate in (20_000.0, 10_000.0, 30_000.0):
        found.add("Forum", {"page 100 rps": rate, "page 10000 rps": rate})
        found.add("Slow & Sons", {"page 100 rps": 0.5})
        found.add("hello", {"page rps": 40_000.0})
    return found


def test_the_table_tells_how_slow_pages_were_asked_for(results: Results) -> None:
    lines = table(results, SIZES).splitlines()
    assert "| first page, 100 comments, requests/s | 20,000 (10,000 – 30,000) | 0.50 ¹ |" in lines
    assert "| first page, 10,000 comments, requests/s | 20,000 (10,000 – 30,000) | < 0.03 ² |" in lines
    assert "| first view of 10,000 comments, with script and style, packed, kB | 20.0 | – |" in lines


def test_the_yardstick_is_held_against_us_round_by_round(results: Results) -> None:
    assert "40,000 | 0.50 (0.25 – 0.75) of it" in table(results, SIZES)


def test_the_chart_holds_every_figure_as_text(results: Results) -> None:
    root = ElementTree.fromstring(chart(results, SIZES))
    words = [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words.count("20,000") == 2
    assert {"Slow & Sons", "0.50", "< 0.03: no answer in half a minute", "not measured"} <= {*words}


def test_each_power_of_ten_is_as_wide_as_the_one_before() -> None:
    scale = scale_for([0.5, 0.0, inf, 30_000.0])
    assert (scale.least, scale.most) == (-1, 5)
    places = [scale.place(10.0**power) for power in range(scale.least, scale.most + 1)]
    steps = [right - left for left, right in pairwise(places)]
    assert max(steps) - min(steps) < 0.2  # rounded to a tenth


def test_a_scale_has_a_width_when_all_are_alike() -> None:
    assert scale_for([100.0, 100.0]).most > scale_for([100.0]).least
