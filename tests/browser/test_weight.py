"""What a reader's page costs beside its HTML, and that nothing on it jumps while it arrives."""

import json
import re
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, Response, Route, expect

from forum.db import db
from forum.discussion.models import Visit
from forum.ids import to_text
from tests.browser.newsroom import NARROW, WIDE, Newsroom, path_of
from tests.browser.reader import Reader, Readers
from tests.browser.town import Town

SCRIPT, STYLE = 10 * 1024, 6 * 1024  # bytes, packed: the budget in design.md
# Somebody who is not signed in keeps it here.
LAST_WEEK = int((time.time() - 7 * 86_400) * 1000)  # ms; a visit of longer than a month ago is forgotten
LONG_AGO = json.dumps({"before": 0, "began": 0, "last": LAST_WEEK, "seen": []})
PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))"
SHIFTS = """window.shifts = [];
new PerformanceObserver(list => list.getEntries().forEach(entry => shifts.push([entry.value, ...entry.sources.map(
  source => (source.node?.outerHTML ?? source.node?.data ?? 'gone').slice(0, 90))])))
  .observe({ type: 'layout-shift', buffered: true });
"""


@pytest.fixture(params=["signed in", "signed out"])
def reader(request: pytest.FixtureRequest, readers: Readers, town: Town) -> Reader:
    """Ada, or somebody."""
    return readers(town.people["ada"] if request.param == "signed in" else None)


def test_script_and_style_keep_to_their_budget_and_nothing_else_comes(
    running: Newsroom, reader: Reader, town: Town
) -> None:
    answers: list[Response] = []
    reader.page.on("response", lambda answer: answers.append(answer))
    reader.open(town.bridge)
    reader.page.wait_for_load_state("networkidle")
    assert [answer.url for answer in answers if not answer.url.startswith(f"{running.address}/")] == []
    kinds = [answer.request.resource_type for answer in answers]
    assert kinds.count("script") == kinds.count("stylesheet") == 1, kinds
    assert set(kinds) <= {"document", "script", "stylesheet", "fetch", "other"}, "a font, or a picture"
    for kind, most in (("script", SCRIPT), ("stylesheet", STYLE)):
        answer = answers[kinds.index(kind)]
        assert answer.header_value("content-encoding") == "gzip"
        sent = answer.request.sizes()["responseBodySize"]
        assert 0 < sent <= most, f"{kind}: {sent} of {most} bytes"
        assert sent == int(answer.header_value("content-length") or 0)
        assert answer.header_value("cache-control") == "public, max-age=31536000, immutable"


def article(town: Town) -> str:
    return path_of(town.bridge)


def at_the_comments(town: Town) -> str:
    return f"{path_of(town.bridge)}#comments"


def at_a_comment(town: Town) -> str:
    name = to_text(town.comments["reply"].id)
    return f"{path_of(town.bridge)}?show={name}#c{name}"


def long(town: Town) -> str:
    return path_of(town.long)


VISITS: list[Callable[[Town], str]] = [article, at_the_comments, at_a_comment, long]


@pytest.fixture(scope="module")
def all_new(running: Newsroom, town: Town) -> None:
    """Ada was here before anything was said, and not since."""
    with running.behind():
        for place in (town.bridge, town.long):
            long_ago = place.created_at - timedelta(days=2)
            ada = town.people["ada"].id
            row = Visit(account_id=ada, article_id=place.id, before=long_ago, began=long_ago, last_at=long_ago, seen=[])
            db.session.merge(row)


def arrive(reader: Reader, town: Town, address: str, drafts: dict[str, str]) -> None:
    """The page is read before its script comes; then that does all that it does."""
    page, held = reader.page, list[Route]()
    kept = {f"forum/visit/{to_text(place.id)}": LONG_AGO for place in (town.bridge, town.long)} | drafts
    page.add_init_script(f"Object.assign(localStorage, {json.dumps(kept)})")
    page.add_init_script(SHIFTS)
    page.route("**/forum.js", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    expect(page.locator(".comment").last).to_be_visible()
    page.evaluate(PAINTED)
    held[0].continue_()
    expect(page.locator("time", has_text=re.compile("ago|just now|yesterday")).first).to_be_attached()
    expect(page.locator(".new").first).to_be_attached()
    page.wait_for_load_state("networkidle")
    page.evaluate(PAINTED)


def shifts(page: Page) -> list[object]:
    found: list[object] = page.evaluate("shifts")
    return found


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.__name__)
@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("who", ["ada", None])
def test_nothing_jumps_when_the_script_arrives(
    readers: Readers, town: Town, all_new: None, visit: Callable[[Town], str], width: int, who: str | None
) -> None:
    readers.width = width
    reader = readers(town.people[who] if who else None)
    arrive(reader, town, visit(town), {})
    assert shifts(reader.page) == []


def test_a_page_that_jumps_would_be_noticed(readers: Readers, town: Town, all_new: None) -> None:
    reader = readers()
    arrive(reader, town, article(town), {})
    reader.page.evaluate("() => { document.querySelector('.discussion').style.marginBlockStart = '90px' }")
    reader.page.evaluate(PAINTED)
    assert shifts(reader.page) != []
