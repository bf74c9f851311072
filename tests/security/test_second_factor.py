"""S14 and the second factor's part of S01: staff act with one only, and who gives it gets a new session."""

from collections.abc import Callable

import pytest

from forum.accounts.passwords import hash_password
from forum.config import SecondFactor
from forum.db import db
from tests.accounts.telephone import Telephone, with_telephone
from tests.security.grids import ON_A_COMMENT
from tests.security.reread import rows
from tests.security.routes import route_named, routes
from tests.security.world import PASSWORD, World, outcome
from tests.visiting import Visitor

STAFF = ("moderator", "admin")
MODERATING = [case for case in ON_A_COMMENT if case.startswith("moderation.")]


@pytest.fixture(autouse=True)
def staff_need_one(settings_are: Callable[..., None]) -> None:
    settings_are(second_factor=SecondFactor.STAFF)


@pytest.fixture
def telephones(world: World) -> dict[str, Telephone]:
    """What the staff's authenticators show."""
    found = {}
    for role in STAFF:
        account = world.people[role]
        account.password_hash = hash_password(PASSWORD)
        found[role], _ = with_telephone(account)
    db.session.commit()
    return found


def sent(case: str) -> dict[str, str]:
    return {"verb": case.split()[1]} if " " in case else {}


@pytest.mark.parametrize("role", STAFF)
@pytest.mark.parametrize("has_set_up", [False, True])
def test_s14_staff_cannot_act_without_a_second_factor(world: World, role: str, has_set_up: bool) -> None:
    """Not even with one that this session never gave; and what only staff see is not shown."""
    for state, expected in (("held", "404"), ("live", "403")):
        world.begin_again(state)
        world.renew_keys()
        if has_set_up:
            with_telephone(world.people[role])
        staff = world.visitor(role)
        assert "Set up a second factor to moderate" in staff.get("/me").text
        assert (world.words in staff.get(f"/articles/{world.slug}").text) is (state == "live")
        before = rows()
        answers = [world.send(staff, route_named(world.app, case.split()[0]), **sent(case)) for case in MODERATING]
        assert [outcome(answer) for answer in answers] == [expected] * len(MODERATING)
        assert rows() == before
    for answer in answers:
        assert "Moderating needs a second factor. Set one up in your account." in answer.text
        assert 'href="/me/second-factor"' in answer.text


@pytest.mark.parametrize("role", STAFF)
def test_s14_with_one_they_can_and_a_code_works_once(world: World, telephones: dict[str, Telephone], role: str) -> None:
    code = telephones[role].shows()
    first, second = half_in(world, role), half_in(world, role)
    assert first.post("/sign-in/second", code=code).status_code == 303
    refused = second.post("/sign-in/second", code=code)
    assert refused.status_code == 400 and "used already" in refused.text
    assert "Set up a second factor to moderate" not in first.get("/me").text
    route = route_named(world.app, "moderation.decide_on_comment")
    assert outcome(world.send(second, route)) == "in"
    assert outcome(world.send(first, route)) == "ok"


def half_in(world: World, role: str) -> Visitor:
    """Who has given the password, and nothing else."""
    visitor = Visitor(world.app)
    answer = visitor.post("/sign-in", email=world.people[role].handle, password=PASSWORD)
    assert answer.location == "/sign-in/second"
    return visitor


def test_s14_half_signed_in_nobody_is_anybody(world: World, telephones: dict[str, Telephone]) -> None:
    """What a page shows who has given one factor is what it shows to everybody."""
    half, nobody = half_in(world, "admin"), world.visitor("nobody")
    for route in routes(world.app):
        if route.method == "GET" and not route.endpoint.startswith("accounts.second_form"):
            assert outcome(world.send(half, route)) == outcome(world.send(nobody, route)), route


def test_s01_the_second_factor_gives_the_session_a_new_name(world: World, telephones: dict[str, Telephone]) -> None:
    """Whoever knew the cookie from before holds nothing afterwards."""
    half = half_in(world, "moderator")
    before = cookie_of(half)
    assert half.post("/sign-in/second", code=telephones["moderator"].shows()).status_code == 303
    assert cookie_of(half) != before
    thief = Visitor(world.app)
    thief.client.set_cookie("forum", before)
    assert outcome(thief.get("/me")) == "in"
    assert thief.post("/sign-in/second", code="000000").location == "/sign-in"


def test_s01_so_does_setting_one_up(world: World) -> None:
    mona = world.visitor("moderator")
    before = cookie_of(mona)
    done = world.send(mona, route_named(world.app, "accounts.confirm_authenticator_code"))
    assert done.status_code == 200
    assert cookie_of(mona) != before
    thief = Visitor(world.app)
    thief.client.set_cookie("forum", before)
    assert outcome(thief.get("/me")) == "in"
    assert outcome(mona.get("/me")) == "ok"


def cookie_of(visitor: Visitor) -> str:
    cookie = visitor.client.get_cookie("forum")
    assert cookie is not None
    return str(cookie.value)
