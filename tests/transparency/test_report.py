"""The yearly report: its numbers are those of the log, and it is shown to whoever may see it."""

from collections import Counter
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import PublicLog
from forum.db import db
from forum.discussion.reports import Cause, Report
from forum.moderation.log import length, verified
from forum.moderation.models import Verb
from forum.moderation.undoing import undo
from forum.transparency.report import Figure, Section, report_of
from tests.factories import decided, say
from tests.transparency.histories import History
from tests.transparency.recounting import lines, recounted
from tests.visiting import Visitor

STEPS = 350


def figures(section: Section) -> Mapping[str, Any]:
    """Those that are not nothing."""
    timed = {each.name: (each.count, each.seconds) if section.is_timed else each.count for each in section.figures}
    return {name: value for name, value in timed.items() if value not in (0, (0, None))}


def received(year: int, of_law: bool) -> Mapping[str, Any]:
    """What the rows of the reports say, looked at one after another: the log does not say who reported what."""
    rows = [row for row in db.session.scalars(select(Report)) if (row.cause == Cause.LEGAL) is of_law]
    came = [row for row in rows if row.created_at.year == year]
    counts = {"received": len(came), "waiting": sum(row.outcome is None for row in came)}
    took = dict[str, list[float]]()
    for row in rows:
        if row.outcome and row.settled_at and row.settled_at.year == year:
            took.setdefault(row.outcome, []).append((row.settled_at - row.created_at).total_seconds())
    answered = {name: (len(each), int(median(each))) for name, each in took.items()}
    return {name: (count, None) for name, count in counts.items() if count} | answered


@pytest.mark.parametrize("seed", [7, 1789])
def test_what_the_rows_say_of_a_year_is_what_the_log_says(app: Flask, seed: int) -> None:
    history = History(seed)
    history.unfold(STEPS)
    seen = Counter[str]()
    with clock.stopped_at(history.now):
        for year in (2025, 2026):
            sections = {section.name: figures(section) for section in report_of(year).sections}
            for name, expected in recounted(year).items():
                told = {key: value for key, value in expected.items() if value not in (0, (0, None))}
                assert sections[name] == told, (year, name)
            assert sections["notices"] == received(year, of_law=True)
            assert sections["reports"] == received(year, of_law=False)
            seen += Counter({name: len(found) for name, found in sections.items()})
            seen += Counter(sections["appeals"].keys()) + Counter(sections["sources"].keys())
    assert min(seen[name] for name in ("upheld", "declined", "rule", "report", "notice", "own")) > 0, seen
    assert min(seen[name] for name in sections) > 1, seen
    assert sum(line.is_undone for line in lines()) > 1
    db.session.commit()
    assert list(verified())[-1][0] == length()


def test_what_is_undone_at_once_is_not_counted(ada: Account, sam: Account, article: Article) -> None:
    comment = say(ada, article)
    undo(decided(comment, Verb.REMOVE, sam).id, sam)
    year = clock.now().year
    assert report_of(year).is_empty
    decided(comment, Verb.REMOVE, sam)
    assert figures(report_of(year).sections[0]) == {"remove": 1}


def test_staff_read_it_and_everybody_where_the_log_is_public(
    ada: Account, sam: Account, article: Article, visitor: Callable[..., Visitor], settings_are: Callable[..., None]
) -> None:
    decided(say(ada, article), Verb.REMOVE, sam)
    year = clock.now().year
    paths = [f"/moderation/report/{year}{ending}" for ending in ("", ".json", ".csv")]
    assert [visitor(sam).get(path).status_code for path in paths] == [200] * 3
    assert [visitor(ada).get(path).status_code for path in paths] == [403] * 3
    assert [visitor(None).get(path).status_code for path in paths] == [303] * 3
    settings_are(public_log=PublicLog.ON)
    page, told, table = (visitor(None).get(path) for path in paths)
    assert "Removed" in page.text
    assert "<svg" in page.text
    assert told.json is not None
    assert told.json["sections"]["actions"]["remove"] == {"count": 1}
    assert f"{year},actions,remove,1,\r\n" in table.text
    assert table.mimetype == "text/csv"
    for words in (page.text, told.text, table.text):
        assert "Ada" not in words
        assert "Sam" not in words


def test_a_year_without_anything_says_so_and_one_to_come_is_not_there(
    sam: Account, visitor: Callable[..., Visitor]
) -> None:
    staff, year = visitor(sam), clock.now().year
    assert (
        f"Nothing was decided, reported or appealed in {year - 3}." in staff.get(f"/moderation/report/{year - 3}").text
    )
    paths = [f"/moderation/report/{wrong}" for wrong in (year + 1, 1999, 0, 99_999, f"{year + 1}.csv", "soon")]
    assert [staff.get(path).status_code for path in paths] == [404] * 6


@pytest.mark.one_database
def test_a_time_is_told_in_its_two_greatest_units() -> None:
    spelled = [Figure("", "", 1, seconds).took for seconds in (None, 0, 59, 60, 3_661, 90_000, 86_400)]
    assert spelled == ["", "0 s", "59 s", "1 min", "1 h 1 min", "1 d 1 h", "1 d"]
