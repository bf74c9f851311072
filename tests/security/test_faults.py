"""When something fails on our side: the words come back, nothing half-done stays, and nothing of the fault is told."""

import re

import pytest

from tests.security.breaking import SECRET, broken, locked
from tests.security.pages import hidden_fields, in_the_box
from tests.security.reread import rows
from tests.security.routes import route_named
from tests.security.world import World

MINE = 'An hour\'s work: <b>"quoted"</b> & kept.\n\nTwo paragraphs of it.'
# By endpoint, the write that is made to fail.
WRITES = {"discussion.post": ("comment", "INSERT"), "discussion.edit": ("comment", "UPDATE")}


@pytest.mark.parametrize("endpoint", WRITES)
def test_s50_a_fault_gives_the_words_back_and_tells_only_a_reference(
    world: World, endpoint: str, caplog: pytest.LogCaptureFixture
) -> None:
    route = route_named(world.app, endpoint)
    author = world.visitor("author")
    before = rows()
    with broken(*WRITES[endpoint]):
        response = world.send(author, route, body=MINE)
    assert response.status_code == 500
    assert in_the_box(response.text) == MINE
    (reference,) = re.findall(r"<code>([0-9a-f]{8})</code>", response.text)
    assert f"reference {reference}" in caplog.text
    for telling in (SECRET, "Traceback", "sqlalchemy", "psycopg", "INSERT", "UPDATE", ".py"):
        assert telling not in response.text
    assert rows() == before


@pytest.mark.parametrize("endpoint", WRITES)
def test_s50_the_words_can_be_sent_again_from_the_page_that_gave_them_back(world: World, endpoint: str) -> None:
    author = world.visitor("author")
    with broken(*WRITES[endpoint]):
        page = world.send(author, route_named(world.app, endpoint), body=MINE).text
    (action,) = re.findall(r'<form method="post" action="([^"]+)" class="composer">', page)
    answer = author.post(action, **hidden_fields(page), body=in_the_box(page))
    assert answer.status_code == 303
    assert [row["body_source"] for row in rows()["comment"].values()].count(MINE) == 1


@pytest.mark.parametrize("endpoint", WRITES)
def test_s50_a_busy_database_says_try_again_and_keeps_the_words(
    world: World, endpoint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    author = world.visitor("author")
    before = rows()
    with locked(monkeypatch):
        response = world.send(author, route_named(world.app, endpoint), body=MINE)
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert in_the_box(response.text) == MINE
    assert rows() == before
    again = author.post(response.request.path, **hidden_fields(response.text), body=in_the_box(response.text))
    assert again.status_code == 303


def test_s50_a_fault_does_not_pretend_that_one_is_signed_out(world: World) -> None:
    """Who is looking is a question to the database, which may be what failed: the page leaves it open."""
    with broken("comment"):
        page = world.send(world.visitor("author"), route_named(world.app, "discussion.post")).text
    assert "Sign in" not in page
    assert "Sign out" not in page


def test_s50_a_visitors_words_survive_a_fault_as_well(world: World) -> None:
    with broken("draft"):
        response = world.send(world.visitor("nobody"), route_named(world.app, "discussion.post"), body=MINE)
    assert response.status_code == 500
    assert in_the_box(response.text) == MINE


def test_words_sent_in_a_session_that_ended_come_back(world: World) -> None:
    author = world.visitor("author")
    token = author.csrf_token() or ""
    cookie = author.client.get_cookie("forum", "localhost")
    assert cookie is not None
    author.post("/sign-out")
    author.client.set_cookie("forum", cookie.value, domain="localhost")
    before = rows()
    response = world.send(author, route_named(world.app, "discussion.edit"), body=MINE, csrf=token)
    assert response.status_code == 401
    assert in_the_box(response.text) == MINE
    assert "/sign-in?next=" in response.text
    after = rows()
    kept = after["draft"].keys() - before["draft"].keys()
    assert [after["draft"][key]["body"] for key in kept] == [MINE]  # for whom comes back by way of the sign-in
    assert after | {"draft": before["draft"]} == before
