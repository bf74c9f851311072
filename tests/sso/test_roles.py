"""Who becomes a moderator by what a newspaper says, and stays one."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import Flask
from sqlalchemy import select

from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account, Role
from forum.accounts.second_factors import confirmed_authenticator_of
from forum.accounts.tickets import make_ticket
from forum.db import db
from forum.moderation.records import LogEntry
from tests.accounts.telephone import with_telephone
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
