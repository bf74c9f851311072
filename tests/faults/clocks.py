"""F29: the clock jumps. In this process, where it can be stopped: the ids' own clock only ever goes on."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from forum import clock
from forum.accounts.credentials import SESSION_LIFE
from forum.accounts.models import Account
from forum.articles.queries import article_or_404
from forum.db import db
from forum.discussion.ranking import Sort
from forum.discussion.reading import load_page
from forum.web.actions import POST
from forum.web.windows import Counts
from tests.factories import say
from tests.faults.fault import Ground
from tests.faults.figures import Figures
from tests.visiting import Visitor

DAY = timedelta(days=1)
BEGIN = datetime(2028, 2, 28, 23, 59, 30, tzinfo=UTC)
# The day before, the next, the leap day's end, and the hour that Europe's and America's clocks leave out and repeat.
JUMPS: Mapping[str, datetime] = {
    "a day on": BEGIN + DAY,
    "a day back": BEGIN - DAY,
    "leap day": datetime(2028, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC),
    "summer time begins": datetime(2028, 3, 26, 1, 30, tzinfo=UTC),
    "summer time ends": datetime(2028, 11, 5, 5, 59, 59, tzinfo=UTC),
    "a year back": BEGIN - 365 * DAY,
}
_NEGATIVE = re.compile(r"[\s>]-\d+\s*(second|minute|hour|day|week|month|year)")


def jump(ground: Ground) -> Figures:
    """F29."""
    site, figures = ground.site("shared"), Figures()
    site.article("f29")
    with clock.stopped_at(BEGIN):
        site.reader("steady")
        comment = site.comment("f29", "steady", "Said at first.")
    with site.rows():
        author = db.session.scalars(select(Account).where(Account.handle == "steady")).one()
        with clock.stopped_at(BEGIN):
            visitor = Visitor(site.app, author)
        for name, moment in JUMPS.items():
            with clock.stopped_at(moment):
                _write_and_read(name, author, Visitor(site.app, author), comment, figures)
            _limits_hold(name, moment, figures)
        with clock.stopped_at(BEGIN + SESSION_LIFE):
            ended = visitor.get(f"/c/{comment}/edit").status_code
        figures.must(ended == 303, f"a session outlives its time: {ended}")
    in_order = site.bodies("f29")
    figures.must(in_order[1:] == [f"Said at {name}." for name in JUMPS], "ids do not follow one another")
    figures["jumps"], figures["comments"] = len(JUMPS), len(in_order)
    return figures


def _write_and_read(name: str, author: Account, visitor: Visitor, comment: str, figures: Figures) -> None:
    before = {sort: _order(sort) for sort in Sort}
    new = say(author, article_or_404("f29"), f"Said at {name}.").id
    db.session.commit()
    for sort in Sort:
        after = [number for number in _order(sort) if number != new]
        figures.must(after == before[sort], f"{name}: by {sort} the others changed places")
    for path in ("/", "/articles/f29", f"/c/{comment}", f"/c/{comment}/edit", "/people/steady"):
        answer = visitor.get(path)
        figures.must(answer.status_code == 200, f"{name}: {path} says {answer.status_code}")
        figures.must(not _NEGATIVE.search(answer.text), f"{name}: a negative age on {path}")


def _order(sort: Sort) -> list[int]:
    return [shown.id for shown in load_page(article_or_404("f29"), None, sort).comments]


def _limits_hold(name: str, moment: datetime, figures: Figures) -> None:
    """Full before the jump; afterwards nobody is locked out for longer than the limit, and it counts again."""
    counts = Counts()
    with clock.stopped_at(BEGIN):
        while counts.add(POST.limits, "steady") is None:
            pass
    with clock.stopped_at(moment):
        passed = 0
        while counts.add(POST.limits, "steady") is None:
            passed += 1
    figures.must(0 < passed <= POST.limits[0].amount, f"{name}: {passed} comments pass the limit of a minute")
