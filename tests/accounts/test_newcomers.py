"""Who proves an address for the first time, and what they are called."""

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum.accounts.credentials import open_session, session_of
from forum.accounts.keys import Purpose, Ticket
from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from forum.accounts.registration import new_account
from forum.accounts.second_factors import has_second_factor
from forum.accounts.signing_in import enter_with
from forum.accounts.tickets import (
    by_link,
    link_token,
    make_sign_in_link,
    make_ticket,
)
from forum.db import db
from tests.accounts.telephone import with_telephone
from tests.at_once import at_once, attempt

pytestmark = pytest.mark.usefixtures("mail")


def for_ada() -> Ticket:
    ticket = make_ticket(Purpose.SIGN_IN, email="ada@example.org")
    db.session.commit()
    return ticket


def test_who_registered_with_anothers_address_is_out_once_its_owner_proves_it(ada: Account) -> None:
    ada.password_hash, token = hash_password("a squatter's"), open_session(ada)
    with_telephone(ada)
    db.session.commit()
    assert enter_with(by_link(link_token(for_ada()), Purpose.SIGN_IN)) is ada
    assert ada.password_hash is None and session_of(token) is None and not has_second_factor(ada)
    ada.password_hash, token = hash_password("its owner's"), open_session(ada)
    assert enter_with(by_link(link_token(for_ada()), Purpose.SIGN_IN)) is ada
    assert ada.password_hash is not None and session_of(token) is not None


def test_a_squatter_without_a_password_is_out_as_well(ada: Account) -> None:
    token = open_session(ada)
    with_telephone(ada)
    db.session.commit()
    enter_with(by_link(link_token(for_ada()), Purpose.SIGN_IN))
    assert session_of(token) is None and not has_second_factor(ada)


def test_whoever_runs_the_site_vouches_for_whom_the_link_was_made(eve: Account) -> None:
    enter_with(by_link(make_sign_in_link(eve), Purpose.OWNER))
    with_telephone(eve)
    db.session.commit()
    ticket = make_ticket(Purpose.SIGN_IN, email=eve.email)
    enter_with(by_link(link_token(ticket), Purpose.SIGN_IN))
    assert has_second_factor(eve)  # her mail alone takes nothing of it away


def test_many_are_called_alike_and_each_is_somebody(app: Flask) -> None:
    handles = {new_account("Reader", f"r{number}@example.org").handle for number in range(30)}
    assert len(handles) == 30 and "reader" in handles


def test_of_eight_newcomers_of_one_name_at_once_each_gets_a_handle(app: Flask) -> None:
    def arrive(number: int) -> str:
        handle = new_account("Maria", f"maria{number}@example.org").handle
        db.session.commit()
        return handle

    answers = at_once(app, [partial(attempt, app, partial(arrive, number)) for number in range(8)])
    assert len({str(answer) for answer in answers}) == 8
    assert db.session.scalar(select(func.count()).select_from(Account)) == 8
