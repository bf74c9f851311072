"""Who becomes a moderator by what a newspaper says, and stays one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account, Role
from forum.accounts.registration import give_role
from forum.accounts.second_factors import confirmed_authenticator_of
from forum.accounts.tickets import make_ticket
from forum.config import SecondFactor
from forum.db import db
from forum.moderation.records import LogEntry
from forum.people.roles import change_role
from forum.rounds.staff import is_on_staff, staff
from forum.sso.accounts import ROLE_COUNTS
from tests.accounts.telephone import with_telephone
from tests.factories import person
from tests.sso.newspaper import NEWSPAPER, comes_by, token
from tests.visiting import Visitor


def of_newspaper(**said: Any) -> Account:
    return comes_by(token(**said))


def test_a_role_counts_only_where_the_owner_says_so(newspaper: None, settings_are: Callable[..., None]) -> None:
    account = of_newspaper(role="moderator")
    assert account.role == Role.READER
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    assert of_newspaper(role="moderator").role == Role.MODERATOR
    assert of_newspaper(role="moderator").role == Role.MODERATOR
    assert of_newspaper().role == Role.READER, "what is no longer said is taken back"
    kinds = db.session.scalars(select(LogEntry.kind).where(LogEntry.person_id == account.id).order_by(LogEntry.id))
    assert list(kinds) == ["role", "role"]


def test_nobody_becomes_an_admin_by_a_token(settings_are: Callable[..., None]) -> None:
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    for role in ("admin", "ADMIN", "owner", ["moderator"], {"moderator": 1}, 1):
        assert of_newspaper(role=role).role == Role.READER


def test_a_role_that_was_given_here_is_not_the_newspapers_to_take(settings_are: Callable[..., None]) -> None:
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    account = of_newspaper()
    for role in (Role.MODERATOR, Role.ADMIN):
        account.role = role
        assert of_newspaper().role == role
        assert of_newspaper(role="moderator").role == role
        assert of_newspaper(role="reader").role == role


def test_a_role_that_was_taken_here_comes_back_only_when_it_is_given_anew(settings_are: Callable[..., None]) -> None:
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    account = of_newspaper(role="moderator")
    account.role = Role.READER
    assert of_newspaper(role="moderator").role == Role.READER
    of_newspaper(role="reader")
    assert of_newspaper(role="moderator").role == Role.MODERATOR


def test_a_second_factor_outlives_a_change_of_role_and_is_asked_for_at_once(
    settings_are: Callable[..., None], client: Visitor, app: Flask
) -> None:
    """Or whoever holds the account there would have it turned off here by having the role changed."""
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    account = comes_by(token())
    account.password_hash = "as it was"
    with_telephone(account)
    make_ticket(Purpose.SIGN_IN, account=account)
    for role in ("moderator", "reader"):
        before = Visitor(app, account)
        assert before.get("/me").status_code == 200
        answer = client.post("/sign-in/token", assertion=token(role=role), next="/me")
        assert answer.location == "/sign-in/second"
        assert before.get("/me").status_code == 303, "every browser that was signed in is signed out"
        db.session.refresh(account)
        assert (account.role, account.password_hash) == (role, "as it was")
        assert confirmed_authenticator_of(account) is not None
        assert list(db.session.scalars(select(Ticket.purpose))) == [Purpose.SECOND]


def test_a_role_counts_for_a_day_and_again_from_when_it_is_said_again(
    settings_are: Callable[..., None], client: Visitor
) -> None:
    """Who was dismissed there does not come by to have it taken back."""
    settings_are(sso=replace(NEWSPAPER, names_staff=True), second_factor=SecondFactor.NOBODY)
    account, made = of_newspaper(role="moderator"), clock.now()
    account.confirmed_at = clock.now()
    client.sign_in(account)
    with clock.stopped_at(made + ROLE_COUNTS - timedelta(minutes=1)):
        assert client.get("/moderation/queue").status_code == 200 and is_on_staff(account)
    with clock.stopped_at(made + ROLE_COUNTS + timedelta(minutes=1)):
        answer = client.get("/moderation/queue")
        assert answer.status_code == 403 and "Sign in from there once more" in answer.text
        assert "Sign in from there once more</a>" in client.get("/me").text
        assert not is_on_staff(account) and account not in staff()
        assert client.post("/sign-in/token", assertion=token(role="moderator"), next="/me").location == "/me"
        assert client.get("/moderation/queue").status_code == 200 and account in staff()
        assert "Sign in from there once more" not in client.get("/me").text


def test_what_a_newspaper_gave_for_a_day_an_admin_gives_for_good(settings_are: Callable[..., None]) -> None:
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    account, eve = of_newspaper(role="moderator"), person("eve", Role.ADMIN)
    assert account.role_until is not None
    change_role(account, Role.MODERATOR, by=eve)
    of_newspaper(role="moderator")
    assert account.role_until is None
    # Taken away and given again here it is the admin's gift too, though the newspaper says the same.
    for role in (Role.READER, Role.MODERATOR):
        change_role(account, role, by=eve)
        of_newspaper(role="moderator")
    assert (account.role, account.role_until) == (Role.MODERATOR, None)


def test_what_is_no_longer_said_is_not_said_for_another_day(settings_are: Callable[..., None]) -> None:
    """Of whoever is about to leave: their role is not taken, and ends by itself."""
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    account = of_newspaper(role="moderator")
    until, account.erase_at = account.role_until, clock.now() + timedelta(days=1)
    with clock.stopped_at(clock.now() + timedelta(hours=9)):
        of_newspaper()
    assert (account.role, account.role_until) == (Role.MODERATOR, until)


@pytest.mark.parametrize("given", [Role.MODERATOR, Role.ADMIN])
def test_a_role_that_was_given_here_lasts(settings_are: Callable[..., None], given: Role) -> None:
    settings_are(sso=replace(NEWSPAPER, names_staff=True))
    account = of_newspaper()
    give_role(account, given)
    of_newspaper(role="moderator")
    with clock.stopped_at(clock.now() + 2 * ROLE_COUNTS):
        assert account.is_staff
    taken_over = of_newspaper(subject="43", role="moderator")
    give_role(taken_over, Role.ADMIN)
    of_newspaper(subject="43", role="moderator")
    with clock.stopped_at(clock.now() + 2 * ROLE_COUNTS):
        assert taken_over.is_admin
