"""S16 to S19 and S27 for programs: from where they may ask, in what form, and what stands above each answer."""

from collections.abc import Iterator

import pytest
from werkzeug.test import TestResponse

from forum.api.operations import Asks
from forum.api.routes.blueprint import OPERATIONS
from tests.api.program import BLOG, Page
from tests.security.breaking import broken, locked
from tests.security.operations import STATES, actor, ask, body_of, changing, looking, outcome, page_of, path_of
from tests.security.world import World, rows
from tests.visiting import ADDRESS, Visitor

pytestmark = pytest.mark.one_database

# What is not on the list, however much it looks like what is.
STRANGERS: dict[str, dict[str, str]] = {
    "another site": {"Origin": "https://evil.example"},
    "a sandboxed page": {"Origin": "null"},
    "no origin": {},
    "an empty origin": {"Origin": ""},
    "another port": {"Origin": f"{BLOG}:8443"},
    "another scheme": {"Origin": "http://blog.example"},
    "a longer name": {"Origin": f"{BLOG}.evil.example"},
    "a shorter name": {"Origin": "https://log.example"},
    "a name below it": {"Origin": "https://evil.blog.example"},
    "a name with something before it": {"Origin": "https://evilblog.example"},
    "an address": {"Origin": f"{BLOG}/"},
    "two origins": {"Origin": f"{BLOG} https://evil.example"},
    "every origin": {"Origin": "*"},
    "in capitals": {"Origin": BLOG.upper()},
    "with a password": {"Origin": "https://x@blog.example"},
    "another site, says the browser": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
}


@pytest.mark.parametrize("sender", STRANGERS)
def test_s16_a_stranger_changes_nothing(world: World, sender: str) -> None:
    for each in changing():
        world.put(STATES.get(each.name, "live"))
        page = page_of(world, actor(each.name))
        page.origin = None  # and a token that they have found
        before = rows()
        assert ask(world, page, each.name, headers=STRANGERS[sender]).status_code == 403, each.name
        assert rows() == before, each.name


@pytest.mark.parametrize("sender", STRANGERS)
def test_s19_no_stranger_is_let_in(world: World, sender: str) -> None:
    """Nor told what is told to everybody: no page of theirs reads it in somebody's browser."""
    page_of(world, "reader")
    for each in [*looking(), *changing()]:
        for method in {each.method, "OPTIONS"}:
            asked = STRANGERS[sender] | {"Access-Control-Request-Method": each.method}
            address = f"/api/v1{path_of(world, each)}"
            answer = Visitor(world.app).open(address, method=method, headers=asked)
            assert not [name for name, _ in answer.headers if name.startswith("Access-Control")], each.name
            assert "Origin" in answer.vary, each.name


def test_s19_a_listed_site_is_let_in_by_its_own_name_and_without_cookies(world: World) -> None:
    for each in OPERATIONS.values():
        world.put(STATES.get(each.name, "live"))
        page = page_of(world, actor(each.name))
        preflight = page.ask("OPTIONS", path_of(world, each), headers={"Access-Control-Request-Method": each.method})
        for answer in (ask(world, page, each.name), preflight):
            assert answer.headers.getlist("Access-Control-Allow-Origin") == [BLOG], each.name
            assert "Origin" in answer.vary
            with_cookies = answer.headers.get("Access-Control-Allow-Credentials")
            assert with_cookies == ("true" if each.name == "make_token" else None), each.name
        assert preflight.status_code == 204 and preflight.data == b""
        assert each.method in preflight.headers["Access-Control-Allow-Methods"]
        for header in ("Authorization", "Content-Type", "Idempotency-Key"):
            assert header in preflight.headers["Access-Control-Allow-Headers"]


def test_s16_a_session_lets_nobody_do_anything(world: World) -> None:
    """A browser adds its cookie to whatever any page sends: it says nothing about who wanted it."""
    page_of(world, "reader")
    for each in OPERATIONS.values():
        if each.asks is Asks.READER:
            visitor = world.visitor(actor(each.name))
            for origin in (BLOG, ADDRESS):
                before = rows()
                options = {"json": body_of(world, each.name)} if each.takes else {}
                answer = visitor.open(
                    f"/api/v1{path_of(world, each)}", method=each.method, headers={"Origin": origin}, **options
                )
                assert answer.status_code == 401, each.name
                assert rows() == before


def test_s17_looking_changes_nothing(world: World) -> None:
    for each in looking():
        for role in ("nobody", "reader", "author", "admin"):
            page = page_of(world, role)
            before = rows()
            for method in ("GET", "HEAD", "GET", "OPTIONS"):
                page.ask(method, path_of(world, each))
            assert rows() == before, (each.name, role)


def test_s17_an_operation_asked_by_another_method_does_nothing(world: World) -> None:
    known = {(each.method, each.path) for each in OPERATIONS.values()}
    for each in OPERATIONS.values():
        page = page_of(world, actor(each.name))
        before = rows()
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"):
            if (method, each.path) not in known:
                answer = page.ask(method, path_of(world, each))
                assert answer.status_code == 405, (each.name, method)
                assert answer.headers["Content-Type"] == "application/problem+json"
        assert rows() == before


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data", "", "x"])
def test_s18_only_json_is_taken_which_no_page_sends_unasked(world: World, kind: str) -> None:
    for each in changing():
        page = page_of(world, actor(each.name))
        before = rows()
        for sent in (b'{"body": "x"}', b"body=x", b"{}"):
            answer = page.ask(each.method, path_of(world, each), data=sent, content_type=kind)
            assert answer.status_code == 415, each.name
        assert rows() == before


def answers(world: World, patience: pytest.MonkeyPatch) -> Iterator[TestResponse]:
    """Of every operation, by everybody; and one of each kind of error, met for real."""
    for each in OPERATIONS.values():
        for role in ("nobody", "reader", "author", "moderator"):
            yield ask(world, page_of(world, role), each.name)
    page = page_of(world, "reader")
    yield page.get("/openapi.json")
    yield page.get("/no/such/thing")
    yield page.get("/../x")
    yield page.get("/me?%00")
    yield page.get("/comments/%ff")
    yield page.ask("DELETE", "/me")
    yield page.post("/previews", {"body": "x" * 2_000_000})
    yield page.post("/previews", data=b"{", content_type="application/json")
    yield Page(world.app, "https://evil.example").post("/previews", {"body": "x"})
    with broken("comment"):
        yield ask(world, page, "post")
    with locked(patience):
        yield ask(world, page, "post")


def test_s27_no_answer_is_a_page_and_none_may_do_anything(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = set[int]()
    for answer in answers(world, monkeypatch):
        seen.add(answer.status_code)
        fits = "application/json" if answer.status_code < 400 else "application/problem+json"
        assert answer.headers.get("Content-Type") == (None if answer.status_code == 204 else fits), answer.text
        policies = answer.headers.getlist("Content-Security-Policy")
        assert policies == ["default-src 'none'; frame-ancestors 'none'; sandbox"]
        assert answer.headers.getlist("X-Content-Type-Options") == ["nosniff"]
        assert answer.headers.getlist("Cross-Origin-Resource-Policy") == ["same-origin"]
        assert answer.headers["Cache-Control"] in ("no-store", "no-cache")
        assert "Set-Cookie" not in answer.headers and "Location" not in answer.headers
        if answer.status_code >= 400:
            told = answer.get_json()
            assert told["status"] == answer.status_code and told["title"] and told["detail"]
    assert seen == {200, 201, 202, 204, 400, 401, 403, 404, 405, 413, 500, 503}


def test_s27_words_come_as_they_were_sanitised_and_never_otherwise(world: World) -> None:
    """What is shown is in `body_html` alone, by the one function that makes it."""
    hostile = "<script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1))"
    world.people["reader"].display_name = "<b>Rita</b>"
    said = ask(world, page_of(world, "reader"), "post", body={"body": hostile}).get_json()
    assert said["body"] == hostile
    for text in (said["body_html"], ask(world, page_of(world, "reader"), "preview", body={"body": hostile}).get_json()):
        shown = text if isinstance(text, str) else text["body_html"]
        assert not [word for word in ("<script", "<img", 'href="javascript') if word in shown]
        assert "&lt;script&gt;" in shown
    assert said["author"]["name"] == "<b>Rita</b>", "text, for whoever shows it to escape"
    assert outcome(ask(world, page_of(world, "reader"), "comments")) == "ok"
