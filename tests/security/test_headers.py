"""S24 and S26: what stands above every reply, errors and static files too; whoever asks."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from werkzeug.test import TestResponse

from forum.ids import to_text
from tests.security.breaking import broken, locked
from tests.security.grids import READ
from tests.security.people import ROLES
from tests.security.routes import GOES_ELSEWHERE, OPEN, SHARED, Route, readable, route_named, routes
from tests.security.world import World
from tests.visiting import ADDRESS

pytestmark = pytest.mark.one_database

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# A mail that is shown alone has a style of its own, and nothing else of what pages may.
ALONE = dict.fromkeys(("default-src", "base-uri", "form-action", "frame-ancestors"), "'none'")
FOR_A_YEAR = "public, max-age=31536000, immutable"
# Its address stands in others' pages, and never changes.
FOR_AN_HOUR = "public, max-age=3600"
# Out of date at once, and for a second good enough while somebody asks us.
FOR_A_SECOND = "public, max-age=0, stale-while-revalidate=1"
FOR_FIVE_MINUTES = "public, max-age=300, stale-while-revalidate=86400"
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def wrong(
    response: TestResponse, cache: str = "no-cache", promised: Mapping[str, str] = POLICY, route: Route | None = None
) -> list[str]:
    """The headers that are not as promised; each may stand there once."""
    found = []
    policies = response.headers.getlist("Content-Security-Policy")
    if [dict(part.strip().split(" ", 1) for part in policy.split(";")) for policy in policies] != [promised]:
        found.append(f"Content-Security-Policy: {policies}")
    for name, value in fixed(route, response).items():
        if response.headers.getlist(name) != [value]:
            found.append(f"{name}: {response.headers.getlist(name)}")
    if response.headers.getlist("Referrer-Policy") not in (["same-origin"], ["strict-origin"]):
        found.append(f"Referrer-Policy: {response.headers.getlist('Referrer-Policy')}")
    kind = response.headers.get("Content-Type", "")
    if (kind or response.data) and not kind.endswith("; charset=utf-8"):
        found.append(f"Content-Type: {kind}")
    if response.headers.getlist("Cache-Control") != [cache]:
        found.append(f"Cache-Control: {response.headers.getlist('Cache-Control')}")
    return found


def fixed(route: Route | None, response: TestResponse) -> Mapping[str, str]:
    """S21: of all pages only the two that hand over stay tied to their opener."""
    is_asked_for = response.request.method != "OPTIONS"
    if route is not None and route.endpoint in OPEN and is_asked_for:
        # What any page may have, its browser has to hand out there.
        return FIXED | {"Cross-Origin-Resource-Policy": "cross-origin"}
    hands_over = route is not None and route.endpoint in ("embed.ask", "embed.hand_over")
    if hands_over and response.status_code == 200 and is_asked_for:
        return FIXED | {"Cross-Origin-Opener-Policy": "unsafe-none"}
    return FIXED


def policy_of(world: World, route: Route, response: TestResponse) -> Mapping[str, str]:
    """S20: what is carried to other sites may stand in a frame there, and nothing else anywhere."""
    carried = route.endpoint in ("embed.at", "embed.fragment") and response.status_code in (200, 304)
    if carried and response.request.method != "OPTIONS":
        return POLICY | {"frame-ancestors": f"{world.past.scheme}://{world.past.host}"}
    return POLICY


def cached(world: World, route: Route, role: str, response: TestResponse) -> str:
    """What is the same for everybody may be kept for everybody; what answers one person, by nobody."""
    if route.endpoint in ("static", "bundle"):
        return FOR_A_YEAR
    if route.endpoint == "syndication.counts_script":
        return FOR_AN_HOUR
    if route.endpoint in SHARED:
        if response.status_code != 200:
            return "no-cache"
        return "public, no-cache" if route.endpoint == "discussion.live" else FOR_A_SECOND
    if route.endpoint == "embed.script":
        return FOR_FIVE_MINUTES
    if (
        route.endpoint in ("healthz", "readyz", GOES_ELSEWHERE, "sso.back_form")
        or role != "nobody"
        or route.method != "GET"
    ):
        return "no-store"
    if {"token", "ticket"} & set(route.arguments):
        return "no-store"
    shared = hasattr(world.app.view_functions[route.endpoint], "sharing") and response.status_code == 200
    return FOR_A_SECOND if shared else "no-cache"


class Inline(HTMLParser):
    """Finds what the policy would not run: script and style in the page itself."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # What is data by its type no browser runs.
        runs = tag == "script" and not given.get("src") and given.get("type") != "application/ld+json"
        if tag in ("style", "base", "iframe", "object", "embed") or runs:
            self.found.append(tag)
        self.found += [name for name in given if name in ("style", "srcdoc", "nonce") or name.startswith("on")]
        address = (given.get("src") or given.get("href") or given.get("action") or "").lower()
        if address.startswith(("javascript:", "data:", "//")):
            self.found.append(address)


def digest_of_style(page: str) -> str:
    """Of the one that there is."""
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"


@pytest.mark.parametrize("state", READ)
def test_s24_s26_every_reply_of_every_route_bears_the_headers(world: World, state: str) -> None:
    for route in routes(world.app):
        world.begin_again(state)
        for role in ROLES:
            visitor = world.visitor(role)
            response = world.send(visitor, route)
            alone = route.endpoint == "previews.mail" and response.status_code == 200
            promised = (
                ALONE | {"style-src": digest_of_style(response.text)} if alone else policy_of(world, route, response)
            )
            assert wrong(response, cached(world, route, role, response), promised, route) == [], (route, role)
            assert "Strict-Transport-Security" not in response.headers
            inline = Inline(response.text).found if response.mimetype == "text/html" else []
            assert inline == (["style"] if alone else []), (route, role)


def test_s24_s26_head_options_and_not_modified_bear_them_too(world: World) -> None:
    for route in readable(world.app):
        head = world.visitor("nobody").open(world.address(route), method="HEAD")
        cache = cached(world, route, "nobody", head)
        promised = policy_of(world, route, head)
        assert wrong(head, cache, promised, route) == [], route
        # What may be done at an address is said without its route, and kept by nobody.
        asked = (
            "no-store"
            if {"token", "ticket"} & set(route.arguments)
            else FOR_A_YEAR
            if cache == FOR_A_YEAR
            else "no-cache"
        )
        options = world.visitor("nobody").open(world.address(route), method="OPTIONS")
        assert wrong(options, asked, route=route) == [], route
        if "ETag" in head.headers:
            again = world.visitor("nobody").get(world.address(route), headers={"If-None-Match": head.headers["ETag"]})
            assert again.status_code == 304
            assert wrong(again, cache, promised, route) == [], route


def refusals(world: World, patience: pytest.MonkeyPatch) -> Iterator[tuple[int, TestResponse]]:
    """One of each kind of error, met for real."""
    nobody, reader = world.visitor("nobody"), world.visitor("reader")
    post = world.address(route_named(world.app, "discussion.post"))
    yield 400, nobody.get(f"/articles/{world.slug}?sort=sideways")
    yield 400, nobody.get("/?%00")
    yield 403, nobody.open(post, method="POST", data={"body": "x"})
    yield 403, reader.get(f"/c/{to_text(world.comment_id)}/edit")
    yield 404, nobody.get("/no/such/page")
    yield 404, nobody.get(f"{world.address(route_named(world.app, 'static'))}.map")
    yield 405, nobody.open("/", method="DELETE", headers={"Origin": ADDRESS})
    yield (
        409,
        world.send(world.visitor("moderator"), route_named(world.app, "moderation.decide_on_comment"), version="9"),
    )
    yield 413, nobody.post(post, body="x" * 2_000_000)
    with broken("comment"):
        yield 500, reader.post(post, body="Said in vain.")
    with locked(patience):
        yield 503, reader.post(post, body="Said in vain.")


def test_s24_s26_every_error_bears_them(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for status, response in refusals(world, monkeypatch):
        assert response.status_code == status
        cache = "no-store" if "no-store" in response.headers["Cache-Control"] else "no-cache"
        assert wrong(response, cache) == [], status
        assert Inline(response.text).found == []
        assert "Set-Cookie" not in response.headers


def test_s26_the_page_of_a_key_tells_no_other_page_its_address(world: World) -> None:
    response = world.send(world.visitor("nobody"), route_named(world.app, "accounts.sign_in_link"))
    assert response.headers["Referrer-Policy"] == "strict-origin"
