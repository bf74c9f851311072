"""S26: what only https can have, the one cookie that there is, and none for who only reads."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient

from forum.app import create_app
from forum.db import db
from tests.security.people import ROLES
from tests.security.routes import GOES_ELSEWHERE, SHARED, actor, changing, readable, route_named, routes
from tests.security.world import PASSWORD, World
from tests.visiting import ADDRESS, Visitor

pytestmark = pytest.mark.one_database

HTTPS = "https://comments.example"


@pytest.fixture
def secure(app: Flask) -> Iterator[Flask]:
    """The same site as the world will meet it: under https."""
    site = create_app(replace(app.extensions["forum.settings"], base_url=HTTPS))
    with app.app_context():
        yield site
    with site.app_context():
        db.engine.dispose()


def test_s26_under_https_every_reply_demands_https(world: World, secure: Flask) -> None:
    client = secure.test_client()
    for route in routes(secure):
        for headers in ({}, {"Origin": HTTPS}):
            address = world.address(route)
            response = client.open(address, base_url=HTTPS, method=route.method, headers=headers)
            assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains", route
    assert "Strict-Transport-Security" in client.get("/nothing", base_url=HTTPS).headers
    assert "Strict-Transport-Security" in client.get("/", base_url="https://evil.example").headers


def sign_in(client: FlaskClient, base_url: str) -> str:
    fields = {"email": "rita", "password": PASSWORD}
    response = client.post("/sign-in", base_url=base_url, data=fields, headers={"Origin": base_url})
    assert response.status_code == 303
    (cookie,) = response.headers.getlist("Set-Cookie")
    return cookie


def test_s05_s26_the_sessions_cookie_is_for_this_site_and_no_script(world: World, secure: Flask) -> None:
    name, *attributes = sign_in(secure.test_client(), HTTPS).split("; ")
    assert name.startswith("__Host-forum=")
    assert _but_expiry(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax", "Secure"]
    name, *attributes = sign_in(world.app.test_client(), ADDRESS).split("; ")
    assert name.startswith("forum=")
    assert _but_expiry(attributes) == ["HttpOnly", "Path=/", "SameSite=Lax"]


def _but_expiry(attributes: list[str]) -> list[str]:
    return sorted(attribute for attribute in attributes if not attribute.startswith("Expires="))


def test_s05_s26_the_way_to_a_provider_is_kept_in_the_sessions_cookie(world: World) -> None:
    answer = world.send(world.visitor("nobody"), route_named(world.app, GOES_ELSEWHERE))
    (cookie,) = answer.headers.getlist("Set-Cookie")
    name, *attributes = cookie.split("; ")
    assert name.startswith("forum=") and attributes == ["HttpOnly", "Path=/", "SameSite=Lax"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_s05_s26_who_only_reads_gets_no_cookie_and_everybody_the_same_bytes(
    world: World, visitor: Callable[..., Visitor]
) -> None:
    disguises = [{}, {"User-Agent": "Elinks", "Accept-Language": "ne"}, {"Cookie": "theme=dark; forum=made-up"}]
    for route in [route for route in readable(world.app) if route.endpoint != GOES_ELSEWHERE]:
        replies = [visitor().get(world.address(route), headers=headers) for headers in disguises]
        world.send(world.visitor(actor("discussion.edit")), route_named(world.app, "discussion.unmute_person"))
        replies.append(visitor().get(world.address(route)))
        assert len({reply.data for reply in replies}) == 1, route
        assert not any("Set-Cookie" in reply.headers for reply in replies), route


def test_s26_what_caches_may_keep_for_everybody_bears_nobodys_cookie(world: World) -> None:
    for route in readable(world.app):
        if route.endpoint in SHARED | {"static"}:
            answers = [world.send(world.visitor(role), route) for role in ROLES]
            assert len({answer.data for answer in answers}) == 1, route
            for answer in answers:
                assert "Set-Cookie" not in answer.headers, route
                # No cache keeps what was refused.
                assert answer.status_code != 200 or "Cookie" not in answer.headers.get("Vary", ""), route


# Whoever holds the link needs nothing more; who signs out is let go of whoever they are.
LETS_IN_OR_OUT = ("accounts.sign_out_account", "accounts.sign_in_by_link", "discussion.confirm_by_link")


def test_s26_a_refused_form_sets_no_cookie(world: World) -> None:
    for route in changing(world.app):
        response = world.visitor("nobody").open(world.address(route), method="POST", headers={"Origin": ADDRESS})
        assert route.endpoint in LETS_IN_OR_OUT or "Set-Cookie" not in response.headers, route
