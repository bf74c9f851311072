"""S13: pages whose address opens a door. To look at one does nothing, and its address is told to nobody."""

import pytest

from forum.web.addresses import KEYS
from tests.security.reread import rows
from tests.security.routes import Route, readable, route_named, routes
from tests.security.world import World
from tests.visiting import Visitor

pytestmark = pytest.mark.one_database

# Whose address alone opens a door: of the page that waits for a code it does not.
OPENING = {"accounts.sign_in_link", "accounts.address_link", "discussion.words", "discussion.confirm_link"}
# Of a statement, of the appeal against it, and of the receipt for a notice.
OPENING |= {"redress.statement_by_link", "redress.appeal_form_by_link", "reporting.received"}
# Of a decision that staff make from a mail.
OPENING |= {"rounds.look"}
# What a mail's link stops.
OPENING |= {"notifications.stop_page"}
# Of what others answered somebody: it opens nothing, but whose it is nobody need know.
OPENING |= {"syndication.replies"}
# What engines find elsewhere: on the page that it stands on, or nowhere, since a key may be in the query.
UNLISTED = {"embed.at", "embed.fragment", "reporting.report_form", "sso.back_form"}


def opening(world: World) -> list[Route]:
    return [route for route in readable(world.app) if "token" in route.arguments]


def test_s13_every_page_with_a_key_in_its_address_is_here(world: World) -> None:
    assert {route.endpoint for route in opening(world)} == OPENING


@pytest.mark.parametrize("endpoint", sorted(OPENING))
def test_s13_looking_uses_nothing_up(world: World, endpoint: str) -> None:
    route = route_named(world.app, endpoint)
    visitors = (Visitor(world.app), world.visitor("reader"))
    before = rows()
    for visitor in visitors:
        for method in ("GET", "HEAD", "OPTIONS", "GET"):
            assert visitor.open(world.address(route), method=method).status_code in (200, 303), method
    assert rows() == before


@pytest.mark.parametrize("endpoint", sorted(OPENING))
def test_s13_the_address_goes_no_further(world: World, endpoint: str) -> None:
    answer = Visitor(world.app).get(world.address(route_named(world.app, endpoint)))
    # Not `no-referrer`: with it browsers send the form with `Origin: null`, which is refused (TRUST.md, S26).
    assert answer.headers["Referrer-Policy"] == "strict-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_s13_whatever_is_answered_at_such_an_address_it_is_told_to_nobody(world: World) -> None:
    """By every route and method, to whoever asks, whether the key opens anything or not."""
    with_key = [route for route in routes(world.app) if not KEYS.isdisjoint(route.arguments)]
    rules = [rule for rule in world.app.url_map.iter_rules() if not KEYS.isdisjoint(rule.arguments)]
    assert {rule.endpoint for rule in rules} == {route.endpoint for route in with_key}, "programs have no such address"
    for route in with_key:
        for role in ("nobody", "reader"):
            visitor = world.visitor(role)
            send = visitor.get if route.method == "GET" else visitor.post
            for answer in (world.send(visitor, route), send(world.address_of_anything(route, "nothing"))):
                told = [answer.headers.getlist(name) for name in ("X-Robots-Tag", "Referrer-Policy", "Cache-Control")]
                assert told == [["noindex"], ["strict-origin"], ["no-store"]], (route, role, answer.status)


def test_every_other_page_may_be_found(world: World) -> None:
    others = [route for route in readable(world.app) if KEYS.isdisjoint(route.arguments)]
    answers = {route.endpoint: Visitor(world.app).get(world.address(route)) for route in others}
    assert {endpoint for endpoint, answer in answers.items() if "X-Robots-Tag" in answer.headers} <= UNLISTED
