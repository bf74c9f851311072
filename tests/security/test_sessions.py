"""S02 to S04 and S06: a session ends on the server, and locks nobody out before its owner has proved who they are."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from forum import clock
from forum.accounts.credentials import FRESH, IDLE_LIFE, SEEN_EVERY, SESSION_LIFE, digest_of
from forum.accounts.models import Account, Role, Session
from forum.accounts.registration import give_role
from forum.db import db
from forum.ids import to_text
from forum.mail.models import Mail
from forum.privacy.erasing import erase_due
from tests.api.program import Page, by_code, handed_over, listed, token_for
from tests.security.reread import rows
from tests.security.routes import actor, route_named
from tests.security.world import World, outcome
from tests.visiting import ADDRESS, Visitor

A_MOMENT = timedelta(minutes=1)

Killer = Callable[[World, Visitor], object]


def copy_of(visitor: Visitor) -> Visitor:
    """Somebody with the same cookie, as it is now."""
    cookie = visitor.client.get_cookie("forum")
    assert cookie is not None
    thief = Visitor(visitor.app)
    thief.client.set_cookie("forum", cookie.value)
    return thief


def session_in(visitor: Visitor) -> Session:
    with visitor.client.session_transaction(base_url=ADDRESS) as cookie:
        mine = Session.token_hash == digest_of(cookie["_user_id"])
    return db.session.scalars(select(Session).where(mine)).one()


def page_by(visitor: Visitor, person: Account) -> Page:
    """A page of another site, on which somebody is signed in by the session of this browser."""
    page = Page(visitor.app)
    page.token = token_for(visitor.app, person, session=session_in(visitor))
    return page


def is_in(visitor: Visitor) -> bool:
    return visitor.get("/me").status_code == 200


def changed_role(world: World, visitor: Visitor) -> None:
    give_role(world.people["reader"], Role.MODERATOR)


def erased(world: World, visitor: Visitor) -> None:
    world.people["reader"].erase_at = clock.now() - A_MOMENT
    db.session.commit()
    assert erase_due()


def ended_elsewhere(world: World, visitor: Visitor) -> None:
    newest = select(Session.id).where(Session.account_id == world.people["reader"].id).order_by(Session.id.desc())
    other = world.visitor("reader")
    session_id = db.session.scalars(newest.offset(1)).first()
    assert session_id is not None
    assert other.post(f"/me/sessions/{to_text(session_id)}/end").status_code == 303


KILLERS: dict[str, Killer] = {
    "signing out": lambda world, visitor: visitor.post("/sign-out"),
    "signing out there from here": ended_elsewhere,
    "signing out everywhere else": lambda world, visitor: world.visitor("reader").post("/me/sessions/end-others"),
    "another role": changed_role,
    "erasure": erased,
}


@pytest.mark.parametrize("name", KILLERS)
def test_s02_a_saved_cookie_is_nobodys_after(world: World, name: str) -> None:
    visitor = world.visitor("reader")
    thief = copy_of(visitor)
    assert is_in(thief)
    KILLERS[name](world, visitor)
    db.session.commit()
    assert not is_in(thief)
    before = rows()
    answer = world.send(thief, route_named(world.app, "discussion.edit"), body="Not mine.")
    assert answer.status_code in (303, 401, 403)
    assert rows()["comment"] == before["comment"]


@pytest.mark.parametrize(
    "endpoint",
    [
        "accounts.save_password",
        "accounts.drop_password",
        "accounts.confirm_address_by_code",
        "accounts.confirm_address_by_link",
    ],
)
def test_s03_a_new_password_or_address_ends_the_other_sessions(world: World, endpoint: str) -> None:
    here, there, bystander = world.visitor("reader"), world.visitor("reader"), world.visitor("author")
    thief = copy_of(here)
    mine, theirs = world.people["reader"], world.people["author"]
    listed()
    pages = [page_by(here, mine), page_by(there, mine), page_by(bystander, theirs)]
    code = handed_over(world.app, mine, session=session_in(here))
    assert outcome(world.send(here, route_named(world.app, endpoint))) == "ok"
    assert is_in(here) and is_in(bystander)
    assert not is_in(there) and not is_in(thief)
    assert [page.get("/me").status_code for page in pages] == [401, 401, 200]
    assert Page(world.app).post("/tokens", by_code(code)).status_code == 403


def test_s03_one_sees_and_ends_ones_own_sessions_and_no_others(world: World) -> None:
    here = world.visitor("reader")
    page = here.get("/me/sessions").text
    mine = db.session.scalars(select(Session.id).where(Session.account_id == world.people["reader"].id)).all()
    assert len(mine) >= 2 and all(to_text(number) in page for number in mine)
    world.visitor("author")
    theirs = db.session.scalars(select(Session.id).where(Session.account_id == world.people["author"].id)).all()
    for number in theirs:
        assert to_text(number) not in page
        assert here.post(f"/me/sessions/{to_text(number)}/end").status_code == 404
    assert here.post("/me/sessions/end-others").status_code == 303
    assert db.session.scalars(select(Session.id).where(Session.id.in_(theirs))).all() == theirs
    left = db.session.scalars(select(Session.id).where(Session.account_id == world.people["reader"].id)).all()
    assert len(left) == 1


def test_s04_a_session_ends_when_nobody_uses_it_and_when_it_is_old(world: World) -> None:
    start = clock.now()
    idle, busy = world.visitor("reader"), world.visitor("reader")
    save = route_named(world.app, "discussion.save_profile")
    with clock.stopped_at(start + IDLE_LIFE - A_MOMENT):
        assert is_in(idle)
        assert outcome(world.send(busy, save)) == "ok"
    with clock.stopped_at(start + IDLE_LIFE + SEEN_EVERY):
        assert not is_in(idle)
        assert outcome(world.send(busy, save)) == "ok"
    with clock.stopped_at(start + SESSION_LIFE - A_MOMENT):
        assert outcome(world.send(busy, save)) == "ok"
    with clock.stopped_at(start + SESSION_LIFE + A_MOMENT):
        assert not is_in(busy)
        assert outcome(world.send(busy, save)) == "in"


# Whatever could lock its owner out, or carries all that they ever said away.
ASK_AGAIN = [
    "accounts.password_form",
    "accounts.save_password",
    "accounts.drop_password",
    "accounts.address_form",
    "accounts.save_address",
    "accounts.set_up_authenticator",
    "accounts.confirm_authenticator_code",
    "accounts.make_recovery_codes",
    "accounts.turn_off",
    "accounts.ask_for_new_passkey",
    "accounts.add_new_passkey",
    "accounts.remove_old_passkey",
    "privacy.export",
    "privacy.delete",
    "people.role",
    "origins.add",
    "origins.save",
    "origins.remove",
    "webhooks.add",
    "webhooks.save",
    "webhooks.secret",
]


@pytest.mark.parametrize("endpoint", ASK_AGAIN)
def test_s06_what_locks_out_asks_who_one_is_again(world: World, endpoint: str) -> None:
    visitor = world.visitor(actor(endpoint))
    with clock.stopped_at(clock.now() + FRESH + A_MOMENT):
        before = rows()
        answer = world.send(visitor, route_named(world.app, endpoint))
        after = rows()
    assert answer.status_code == 303
    assert answer.location.startswith("/sign-in?next=") and answer.location.endswith("again=1")
    assert {table for table in before if before[table] != after[table]} <= {"session"}  # that it was seen


@pytest.mark.parametrize(
    ("endpoint", "what"),
    [
        ("accounts.save_password", "Your password was changed"),
        ("accounts.drop_password", "Your password was removed"),
        ("accounts.save_address", "Your address is about to be changed"),
        ("accounts.confirm_address_by_code", "Your address was changed"),
        ("accounts.confirm_address_by_link", "Your address was changed"),
    ],
)
def test_s06_the_owner_is_told_at_the_old_address(world: World, endpoint: str, what: str) -> None:
    assert outcome(world.send(world.visitor("reader"), route_named(world.app, endpoint))) == "ok"
    db.session.commit()
    told = db.session.scalars(select(Mail).where(Mail.purpose == "change")).all()
    assert [(mail.recipient, mail.payload["what"]) for mail in told] == [("rita@example.org", what)]
    assert told[0].account_id == world.people["reader"].id
