"""S13: pages whose address opens a door. To look at one does nothing, and its address is told to nobody."""

import pytest

from tests.security.reread import rows
from tests.security.routes import Route, readable, route_named
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
