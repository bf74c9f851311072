"""S09: guessing gets slow, by account and by network, and the owner is never locked out."""

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.credentials import check_password
from forum.accounts.failures import (
    FORGOTTEN_AFTER,
    FREE,
    FREE_OF_A_NETWORK,
    PAUSE,
    code_to,
    note_failure,
    password_of,
    require_patience,
    who_tries,
)
from forum.accounts.keys import Failure, Purpose
from forum.accounts.models import Account
from forum.accounts.passwords import hash_password
from forum.accounts.tickets import by_link, make_sign_in_link
from forum.db import db
from forum.errors import Invalid, TooOften
from tests.at_once import at_once, attempt

ADA = ("ada", "192.0.2.1")


def fail(times: int, login: str = "ada", network: str = "192.0.2.1") -> None:
    for _ in range(times):
        note_failure(who_tries(login, network))
    db.session.commit()


def test_s09_ten_are_free_and_then_each_waits_twice_as_long(app: Flask) -> None:
    fail(FREE - 1)
    require_patience(who_tries(*ADA))
    pause, start = PAUSE, clock.now()
    for number in range(FREE, FREE + 9):
        with clock.stopped_at(start):
            fail(1)
            with pytest.raises(TooOften) as refused:
                require_patience(who_tries(*ADA))
            assert refused.value.retry_after == min(pause, timedelta(hours=1)).total_seconds(), number
        start += min(pause, timedelta(hours=1))
        with clock.stopped_at(start):
            require_patience(who_tries(*ADA))
        pause *= 2


def test_s09_from_many_networks_one_account_and_from_one_network_many(app: Flask) -> None:
    for number in range(FREE):
        fail(1, network=f"192.0.2.{number}")
    with pytest.raises(TooOften):
        require_patience(who_tries("ada", "198.51.100.7"))
    for number in range(FREE_OF_A_NETWORK - 1):
        fail(1, login=f"reader-{number}", network="203.0.113.9")
    require_patience(who_tries("nobody", "203.0.113.9"))  # an office mistypes, and nobody is kept out
    fail(1, login="nobody else", network="203.0.113.9")
    with pytest.raises(TooOften):
        require_patience(who_tries("nobody", "203.0.113.9"))


def test_s09_the_owner_is_not_locked_out(ada: Account) -> None:
    fail(FREE + 20, login=password_of(ada.id))
    for spelled in ("ada", "@ADA", "Ada@EXAMPLE.org", "ada@exam\u00adple.org"):
        with pytest.raises(TooOften):
            check_password(spelled, "anything at all", "203.0.113.1")
    with pytest.raises(TooOften):
        check_password("ada", "anything at all", "198.51.100.7")
    assert by_link(make_sign_in_link(ada), Purpose.OWNER).account_id == ada.id


def test_s09_the_right_password_clears_the_account_but_not_the_network(ada: Account) -> None:
    ada.password_hash = hash_password("correct horse")
    db.session.commit()
    for _ in range(FREE - 1):
        with pytest.raises(Invalid):
            check_password("ada", "wrong horse", "192.0.2.1")
        db.session.commit()
    assert check_password("ada", "correct horse", "192.0.2.1") is ada
    db.session.commit()
    assert [row.count for row in db.session.scalars(select(Failure))] == [FREE - 1]


def test_only_digests_are_kept_and_they_are_gone_after_a_day(app: Flask) -> None:
    fail(1)
    kept = str(db.session.execute(select(Failure.__table__)).all())
    assert "ada" not in kept and "192.0.2" not in kept
    with clock.stopped_at(clock.now() + FORGOTTEN_AFTER + timedelta(seconds=1)):
        fail(1, "ben", "192.0.2.2")
    assert {row.who for row in db.session.scalars(select(Failure))} == set(who_tries("ben", "192.0.2.2"))


def test_s09_of_eight_first_failures_at_once_each_counts(app: Flask) -> None:
    def fail_once() -> None:
        note_failure(who_tries("ada", "192.0.2.1"))
        db.session.commit()

    assert not any(isinstance(answer, Exception) for answer in at_once(app, [partial(attempt, app, fail_once)] * 8))
    assert {row.count for row in db.session.scalars(select(Failure))} == {8}


def test_a_code_counts_by_itself_and_says_how_to_go_on(app: Flask) -> None:
    for _ in range(FREE):
        note_failure(who_tries(code_to("ada@example.org")))
    db.session.commit()
    with pytest.raises(TooOften, match="or follow the link in the mail"):
        require_patience(
            who_tries(code_to("ada@example.org")), of="wrong codes", instead="or follow the link in the mail"
        )
    require_patience(who_tries(code_to("ben@example.org")))
