"""S35, S41, S50 to S52 for programs: what is sent that is no text, too much, not asked for, or too often."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from forum import clock
from forum.api.operations import Operation
from forum.api.routes.blueprint import OPERATIONS
from forum.web.actions import BY_ENDPOINT, By
from forum.web.windows import Counts
from tests.security.breaking import SECRET, broken, locked
from tests.security.columns import MAY_ADD, MAY_CHANGE
from tests.security.operations import (
    BODIES,
    FORMS,
    OWN,
    STATES,
    actor,
    ask,
    body_of,
    changing,
    looking,
    outcome,
    page_of,
    path_of,
)
from tests.security.test_columns import changed, every_column
from tests.security.world import World, rows

NO_TEXT = [
    b'{"body": "\xff"}',
    b'{"body": "\\u0000"}',
    b'{"body": "\\ud800"}',
    b'{"body": "\\ufffe"}',
    b"\x00",
    b"\xfe",
]
NOT_THAT = [b"[]", b"1", b"null", b'"x"', b"{", b"NaN", b'{"body": NaN}', b"[" * 60_000, b'{"body": {"a": []}}', b""]


def prepared(world: World, each: Operation) -> None:
    world.put(STATES.get(each.name, "live"))


@pytest.mark.one_database
@pytest.mark.parametrize("sent", [*NO_TEXT, *NOT_THAT])
def test_s35_what_is_no_text_and_no_json_is_refused_without_a_fault(world: World, sent: bytes) -> None:
    for name in BODIES:
        page, each = page_of(world, actor(name)), OPERATIONS[name]
        before = rows()
        answer = page.ask(each.method, path_of(world, each), data=sent, content_type="application/json")
        assert answer.status_code == 400, name
        assert rows() == before


@pytest.mark.one_database
@pytest.mark.parametrize("text", ["%00", "%ff", "%ed%a0%80", "%ef%bf%be", "'%20OR%201=1--", "%7B%7B7*7%7D%7D"])
def test_s35_s53_nothing_in_an_address_is_ever_more_than_text(world: World, text: str) -> None:
    page = page_of(world, "reader")
    for each in looking():
        fields = each.query.model_fields if each.query else {}
        for address in (f"{path_of(world, each).partition('?')[0]}?{name}={text}" for name in [*fields, "x"]):
            assert page.get(address).status_code in (200, 202, 400, 404), address
        assert "49" not in page.get(f"{each.path.partition('<')[0]}{text}").text


@pytest.mark.parametrize("name", [name for name, form in FORMS.items() if form or OWN[name]])
def test_s41_an_operation_changes_what_the_form_of_the_page_does_and_no_more(world: World, name: str) -> None:
    each = OPERATIONS[name]
    prepared(world, each)
    page = page_of(world, actor(name))
    before = rows()
    assert outcome(ask(world, page, name)) == "ok"
    columns, added, _ = changed(before, rows())
    form = FORMS[name]
    # Who is signed in on a page was here: their session says so.
    assert columns <= (MAY_CHANGE[form] if form else set()) | {"session.last_seen_at"}
    assert added <= (MAY_ADD.get(form, set()) if form else OWN[name])


@pytest.mark.one_database
def test_s41_no_field_beside_an_operations_own_is_taken(world: World) -> None:
    for name in BODIES:
        prepared(world, OPERATIONS[name])
        page = page_of(world, actor(name))
        before = rows()
        for column, value in every_column().items():
            body = body_of(world, name) or {}
            if column not in (*body, "parent", "key"):
                answer = ask(world, page, name, body=body | {column: value})
                assert answer.status_code == 400, (name, column)
        assert rows() == before


@pytest.mark.one_database
def test_s52_a_megabyte_is_refused(world: World) -> None:
    for each in changing():
        page = page_of(world, actor(each.name))
        before = rows()
        for sent in (json.dumps({"body": "x" * 1_000_000}).encode(), b"[" * 1_000_000):
            answer = page.ask(each.method, path_of(world, each), data=sent, content_type="application/json")
            assert answer.status_code == 413, each.name
        assert rows() == before


@pytest.mark.parametrize(("name", "write"), [("post", "INSERT"), ("edit", "UPDATE")])
def test_s50_a_fault_tells_only_a_reference_and_leaves_nothing(
    world: World, name: str, write: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = page_of(world, "author")
    before = rows()
    with broken("comment", write):
        answer = ask(world, page, name)
    told = answer.get_json()
    assert (answer.status_code, told["status"]) == (500, 500)
    assert f"reference {told['reference']}" in caplog.text
    assert not [word for word in (SECRET, "Traceback", "sqlalchemy", "INSERT", ".py") if word in answer.text]
    assert rows() == before


def test_s50_a_busy_database_says_when_to_try_again(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """In words that the page may read, though nobody can look whether its site is on the list."""
    page = page_of(world, "author")
    assert outcome(ask(world, page, "comment")) == "ok"
    with locked(monkeypatch):
        answer = ask(world, page, "edit")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "5")
    assert answer.headers["Access-Control-Allow-Origin"] == page.origin


@pytest.fixture
def counts(app: Flask, settings_are: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> Counts:
    """Limits are on, and nothing was counted yet."""
    settings_are(rate_limits=True)
    fresh = Counts()
    monkeypatch.setitem(app.extensions, "forum.rates", fresh)
    return fresh


def test_s51_what_changes_something_is_counted() -> None:
    counted = {endpoint.removeprefix("api.") for endpoint in BY_ENDPOINT if endpoint.startswith("api.")}
    assert {each.name for each in changing()} <= counted <= OPERATIONS.keys()


@pytest.mark.one_database
@pytest.mark.parametrize("name", [name for name in OPERATIONS if f"api.{name}" in BY_ENDPOINT])
def test_s51_so_many_pass_and_the_next_is_told_when(world: World, counts: Counts, name: str) -> None:
    action = BY_ENDPOINT[f"api.{name}"]
    limit, page = action.limits[0], page_of(world, actor(name))
    with clock.stopped_at(clock.now()):
        passed = [ask(world, page, name).status_code for _ in range(limit.amount)]
        assert 429 not in passed
        before = rows()
        refused = ask(world, page, name)
        assert refused.status_code == 429
        assert refused.headers["Retry-After"] == str(limit.get_expiry())
        assert action.done.format(limit.amount) in refused.get_json()["detail"]
        assert rows() == before


@pytest.mark.one_database
def test_s51_pages_and_programs_are_counted_together(world: World, counts: Counts) -> None:
    """Whoever has said enough on a page says no more by a program."""
    action = BY_ENDPOINT["api.post"]
    assert action is BY_ENDPOINT["discussion.post"] and action.by is By.ACCOUNT
    reader, page = world.visitor("reader"), page_of(world, "reader")
    with clock.stopped_at(clock.now() + timedelta(seconds=1)):
        for number in range(action.limits[0].amount):
            reader.post(f"/articles/{world.slug}/comments", body=f"Said {number}.")
        assert ask(world, page, "post").status_code == 429


@pytest.mark.one_database
def test_s51_what_a_stranger_sends_is_not_counted(world: World, counts: Counts) -> None:
    page = page_of(world, "reader")
    page.origin = "https://evil.example"
    assert {ask(world, page, "post").status_code for _ in range(9)} == {403}
    page.origin = "https://blog.example"
    assert outcome(ask(world, page, "post")) == "ok"
