"""S16 and S17: no other site acts for a reader, and looking changes nothing."""

from urllib.parse import urlencode

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from forum.articles.queries import article_or_404
from forum.db import db
from forum.discussion.drafts import keep_draft
from forum.ids import to_text
from forum.web import csrf
from tests.security.audiences import ELSEWHERE
from tests.security.looking import parameters
from tests.security.people import ROLES
from tests.security.reread import rows
from tests.security.routes import (
    GOES_ELSEWHERE,
    OPEN,
    SEALED,
    Route,
    actor,
    changing,
    guarded,
    readable,
    route_named,
    state_for,
)
from tests.security.world import World, outcome
from tests.visiting import ADDRESS, Visitor

pytestmark = pytest.mark.one_database

# What a browser, or nobody's browser, sends with a form that is not from a page of ours.
FOREIGN: dict[str, dict[str, str]] = {
    "another site": {"Origin": "https://evil.example"},
    "a sandboxed page": {"Origin": "null"},
    "no origin": {},
    "an empty origin": {"Origin": ""},
    "another port": {"Origin": "http://localhost:8001"},
    "another scheme": {"Origin": "https://localhost:8000"},
    "a longer name": {"Origin": "http://localhost:8000.evil.example"},
    "another name of this machine": {"Origin": "http://127.0.0.1:8000"},
    "another site, says the browser": {"Sec-Fetch-Site": "cross-site"},
    "a sister site": {"Sec-Fetch-Site": "same-site"},
    "nobody's page": {"Sec-Fetch-Site": "none"},
    "nonsense": {"Sec-Fetch-Site": "same-origin, cross-site"},
    "our origin, from another site": {"Origin": ADDRESS, "Sec-Fetch-Site": "cross-site"},
    "our origin, from a sister site": {"Origin": ADDRESS, "Sec-Fetch-Site": "same-site"},
    "same-origin, from another site": {"Origin": "https://evil.example", "Sec-Fetch-Site": "same-origin"},
    "same-origin, from a sandboxed page": {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
}
OURS: dict[str, dict[str, str]] = {
    "by Origin": {"Origin": ADDRESS},
    "by Sec-Fetch-Site": {"Sec-Fetch-Site": "same-origin"},
    "by both": {"Origin": ADDRESS, "Sec-Fetch-Site": "same-origin"},
}
# The second factor is asked of who is in no session yet; what is wrong with a comment anybody may say.
FOR_ANYBODY = {"accounts.give_second", "reporting.report", "reporting.take_back", "reporting.notice"}


def send(world: World, visitor: Visitor, route: Route, headers: dict[str, str], token: str | None) -> TestResponse:
    fields = world.fields(route) | ({} if token is None else {csrf.FIELD: token})
    return visitor.open(world.address(route), method=route.method, data=fields, headers=headers)


def test_s16_a_page_of_ours_is_believed_by_either_header(world: World) -> None:
    """Without this the refusals below would prove nothing."""
    for headers in OURS.values():
        for route in changing(world.app):
            world.put_back(route, state_for(route.endpoint))
            visitor = world.visitor(actor(route.endpoint))
            assert outcome(send(world, visitor, route, headers, visitor.csrf_token())) == "ok", route


@pytest.mark.parametrize("sender", FOREIGN)
def test_s16_a_foreign_origin_changes_nothing(world: World, sender: str) -> None:
    for route in guarded(world.app):
        for role in ("nobody", actor(route.endpoint)):
            visitor = world.visitor(role)
            before = rows()
            response = send(world, visitor, route, FOREIGN[sender], visitor.csrf_token())
            assert response.status_code == 403, (route, role)
            assert "Set-Cookie" not in response.headers
            assert rows() == before, (route, role)


def test_s16_a_session_needs_its_own_token(world: World) -> None:
    other = world.visitor("admin").csrf_token()
    for route in guarded(world.app):
        visitor = world.visitor(actor(route.endpoint))
        own = visitor.csrf_token() or ""
        for token in (None, "", "x", other, own[:-1], own + "x", own.swapcase()):
            before = rows()
            response = send(world, visitor, route, OURS["by both"], token)
            assert response.status_code == 403, (route, token)
            assert rows() == before, (route, token)


def test_s16_only_what_a_sealed_address_stops_is_asked_no_more(world: World) -> None:
    """Programs of mail come from nowhere; that a session's cookie comes along makes no difference (RFC 8058)."""
    assert csrf.SEALED == SEALED
    for endpoint in SEALED:
        route = route_named(world.app, endpoint)
        assert route.arguments == ("token",), "else anybody could make its address"
        for role in ("nobody", "reader", "admin"):
            for headers in FOREIGN.values():
                one_click = {"List-Unsubscribe": "One-Click"}
                answer = world.visitor(role).open(world.address(route), method="POST", data=one_click, headers=headers)
                assert answer.status_code == 200


def test_s16_the_token_counts_only_in_the_form(world: World) -> None:
    """Not in the address, where logs and Referers keep it, nor in a cookie, which the browser adds by itself."""
    for route in guarded(world.app):
        visitor = world.visitor(actor(route.endpoint))
        token = visitor.csrf_token() or ""
        before = rows()
        address = f"{world.address(route)}?{csrf.FIELD}={token}"
        response = visitor.open(address, method="POST", data=world.fields(route), headers={"Origin": ADDRESS})
        assert response.status_code == 403, route
        assert rows() == before


def test_s16_the_token_of_a_session_that_ended_opens_nothing(world: World) -> None:
    for route in changing(world.app):
        visitor = world.visitor(actor(route.endpoint))
        token = visitor.csrf_token()
        kept = visitor.client.get_cookie("forum", "localhost")
        assert kept is not None
        visitor.post("/sign-out")
        visitor.client.set_cookie("forum", kept.value, domain="localhost")
        before = rows()
        got = outcome(send(world, visitor, route, OURS["by both"], token))
        if route.endpoint not in FOR_ANYBODY and ELSEWHERE.get(route.endpoint, ("in",))[0] == "in":
            # Words are kept as a draft for when their author has signed in again; nothing else.
            assert got in ("in", "401"), route
            assert {name for name, table in rows().items() if table != before[name]} <= {"draft"}


def test_s16_words_sent_by_another_site_are_not_echoed(world: World) -> None:
    route = route_named(world.app, "discussion.post")
    response = world.visitor("nobody").open(
        world.address(route), method="POST", data={"body": "planted"}, headers=FOREIGN["another site"]
    )
    assert "planted" not in response.text


def test_s17_looking_changes_nothing_however_often(world: World, looked_for: set[str]) -> None:
    asked = {"quote": "1", "next": "/x", "sort": "newest", "show": to_text(world.comment_id), "draft": a_draft(world)}
    for route in readable(world.app):
        for role in ROLES:
            visitor = world.visitor(role)
            before = rows()
            names = parameters(world, route, visitor, looked_for) & asked.keys()
            queries = ["", *(f"?{name}={asked[name]}" for name in names), *(["?" + urlencode(asked)] if names else [])]
            for method in ("GET", "HEAD", "GET", "HEAD", "OPTIONS"):
                for query in queries:
                    visitor.open(world.address(route) + query, method=method)
            assert rows() == before, (route, role)


def test_s17_a_form_sent_by_get_changes_nothing(world: World) -> None:
    for route in changing(world.app):
        visitor = world.visitor(actor(route.endpoint))
        fields = world.fields(route) | {csrf.FIELD: visitor.csrf_token() or "", "_method": "POST"}
        before = rows()
        override = {"Origin": ADDRESS, "X-HTTP-Method-Override": "POST"}
        for method in ("GET", "HEAD"):
            visitor.open(world.address(route), method=method, query_string=fields, headers=override)
            visitor.open(world.address(route), method=method, data=fields, headers=override)
        assert rows() == before, route


STOPPING = {"notifications.stop_page", "notifications.stop"}


def test_s17_other_methods_do_nothing(world: World) -> None:
    for route in [*readable(world.app), *changing(world.app)]:
        visitor = world.visitor("admin")
        before = rows()
        # At the address of what a mail's link stops a POST is what that link is for, from wherever it comes.
        meant = {route.method, *({"POST", "post"} if route.endpoint in STOPPING else ())}
        for method in {"POST", "PUT", "PATCH", "DELETE", "TRACE", "CONNECT", "PROPFIND", "post"} - meant:
            response = visitor.open(world.address(route), method=method)
            assert response.status_code in (400, 403, 405), (route, method)
        assert rows() == before, route


def test_s17_head_says_what_get_says(world: World) -> None:
    for route in readable(world.app):
        for role in ROLES:
            visitor = world.visitor(role)
            get, head = (visitor.open(world.address(route), method=method) for method in ("GET", "HEAD"))
            assert head.status_code == get.status_code, route
            assert head.data == b"", route
            # What the provider of sign-ins is asked is new each time.
            at = [answer.location.partition("?")[0] for answer in (head, get) if answer.location]
            assert (at[:1] == at[1:]) if route.endpoint == GOES_ELSEWHERE else (head.location == get.location), route


def test_s19_no_other_origin_is_ever_let_in_to_what_is_not_everybodys(app: Flask, world: World) -> None:
    for route in [*readable(app), *changing(app)]:
        asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
        for method in ("GET", "OPTIONS"):
            response = world.visitor("reader").open(world.address(route), method=method, headers=asked)
            granted = [pair for pair in response.headers if pair[0].startswith("Access-Control")]
            # Never with credentials: what a browser does not send, no page can use.
            is_open = route.endpoint in OPEN and method == "GET"
            assert granted == ([("Access-Control-Allow-Origin", "*")] if is_open else []), route


def a_draft(world: World) -> str:
    token = keep_draft(article_or_404(world.slug), "Kept.")
    db.session.commit()
    return token
