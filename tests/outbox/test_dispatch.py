"""What follows from a fact follows once it is committed, at least once, whatever fails meanwhile."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.outbox.claiming import LEASE, Later, Lost, claim_next, finish
from forum.outbox.dispatch import MOST_TRIES, Handlers, Turn, dispatch_next
from forum.outbox.models import Fact
from forum.outbox.queries import retry_all, set_aside, set_aside_count, waiting
from forum.outbox.record import NUDGE, record


class Tried(Exception):
    """What a handler of these tests fails with."""


def failing(happened: Any, turn: Turn) -> None:
    raise Tried(happened.tower)


def facts() -> list[Fact]:
    return list(db.session.scalars(select(Fact).order_by(Fact.id), execution_options={"populate_existing": True}))


def dispatch_all(handlers: Handlers) -> int:
    """Until nothing is due; how many."""
    return next(done for done in range(10_000) if not dispatch_next(handlers))


@pytest.mark.usefixtures("app")
def test_what_is_committed_is_followed_up_once_in_its_order(bell: type[Any]) -> None:
    heard: list[str] = []
    handlers = {bell: (lambda e, turn: heard.append(e.tower), lambda e, turn: heard.append(e.tower.upper()))}
    record(bell("east"))
    record(bell("west"))
    db.session.commit()
    assert NUDGE.is_set()
    assert dispatch_all(handlers) == 2
    assert heard == ["east", "EAST", "west", "WEST"]
    assert facts() == []


@pytest.mark.usefixtures("app")
def test_what_was_rolled_back_never_happened(bell: type[Any]) -> None:
    record(bell("east"))
    db.session.rollback()
    db.session.commit()
    assert not NUDGE.is_set()
    assert dispatch_all({bell: (failing,)}) == 0


def test_a_handler_that_fails_leaves_nothing_behind_and_is_tried_again_later(bell: type[Any], ada: Account) -> None:
    def rename_and_fail(happened: Any, turn: Turn) -> None:
        db.session.get_one(Account, ada_id).display_name = happened.tower
        db.session.flush()
        raise Tried

    ada_id, now = ada.id, clock.now()
    with clock.stopped_at(now):
        record(bell("east"))
        db.session.commit()
        assert dispatch_all({bell: (rename_and_fail,)}) == 1
    assert db.session.get_one(Account, ada_id, populate_existing=True).display_name == "Ada"
    (fact,) = facts()
    assert (fact.tries, fact.lease, fact.last_error) == (1, None, "Tried: ")
    assert now < fact.due_at < now + timedelta(seconds=10)


@pytest.mark.usefixtures("app")
def test_a_poison_fact_is_set_aside_and_stops_nobody(bell: type[Any], caplog: pytest.LogCaptureFixture) -> None:
    heard: list[str] = []

    def only_west(happened: Any, turn: Turn) -> None:
        if happened.tower == "east":
            raise Tried
        heard.append(happened.tower)

    now = clock.now()
    record(bell("east"))
    db.session.commit()
    for hour in range(MOST_TRIES + 1):
        with clock.stopped_at(now + hour * timedelta(hours=2)):
            record(bell("west"))
            db.session.commit()
            dispatch_all({bell: (only_west,)})
    assert heard == ["west"] * (MOST_TRIES + 1)
    assert [(fact.tries, fact.set_aside_at is not None) for fact in facts()] == [(MOST_TRIES, True)]
    assert [entry.levelname for entry in caplog.records].count("ERROR") == 1
    assert (set_aside_count(), waiting()) == (1, (0, None))
    assert [fact.name for fact in set_aside()] == ["BellRang"]
    # Mended, and told to try again.
    assert retry_all() == 1
    db.session.commit()
    assert dispatch_all({bell: (lambda e, turn: heard.append(e.tower),)}) == 1
    assert heard[-1] == "east"


@pytest.mark.usefixtures("app")
def test_what_cannot_be_yet_is_no_failure(bell: type[Any]) -> None:
    now = clock.now()

    def not_before_noon(happened: Any, turn: Turn) -> None:
        if clock.now() < now + timedelta(hours=50):
            raise Later(clock.now() + timedelta(hours=1), "it is early")

    record(bell("east"))
    db.session.commit()
    for hour in range(50):
        with clock.stopped_at(now + timedelta(hours=hour, minutes=hour + 1)):
            assert dispatch_all({bell: (not_before_noon,)}) == 1
    assert [(fact.tries, fact.last_error) for fact in facts()] == [(0, "it is early")]
    with clock.stopped_at(now + timedelta(hours=52)):
        assert dispatch_all({bell: (not_before_noon,)}) == 1
    assert facts() == []


@pytest.mark.usefixtures("app")
def test_a_fact_for_tomorrow_waits_until_tomorrow(bell: type[Any]) -> None:
    tomorrow = clock.now() + timedelta(days=1)
    record(bell("east"), at=tomorrow)
    db.session.commit()
    assert dispatch_all({bell: (failing,)}) == 0
    with clock.stopped_at(tomorrow):
        assert dispatch_all({bell: (lambda e, turn: None,)}) == 1


@pytest.mark.usefixtures("app")
def test_what_a_dead_worker_had_claimed_is_gone_on_with_when_its_lease_ends(bell: type[Any]) -> None:
    record(bell("east"))
    db.session.commit()
    now = clock.now()
    with clock.stopped_at(now):
        dead = claim_next()
        db.session.commit()
        assert dead is not None
        assert claim_next() is None
        db.session.rollback()
    with clock.stopped_at(now + LEASE):
        alive = claim_next()
        assert alive is not None
        with pytest.raises(Lost):
            finish(dead)
        finish(alive)
        db.session.commit()
    assert facts() == []


@pytest.mark.usefixtures("app")
def test_whoever_lost_their_lease_changes_nothing(bell: type[Any], ada: Account) -> None:
    ada_id = ada.id

    def slow(happened: Any, turn: Turn) -> None:
        db.session.get_one(Account, ada_id).display_name = happened.tower
        db.session.flush()
        # As if the lease had ended and another worker were at it.
        (fact,) = facts()
        fact.lease = "somebody else's"
        db.session.flush()
        turn.settle()

    record(bell("east"))
    db.session.commit()
    assert dispatch_next({bell: (slow,)})
    assert db.session.get_one(Account, ada_id, populate_existing=True).display_name == "Ada"


@pytest.mark.usefixtures("app")
def test_an_event_of_another_version_is_kept_for_it(app: Flask, bell: type[Any]) -> None:
    db.session.add(Fact(name="BellCast", payload={"by": 1}, created_at=clock.now(), due_at=clock.now()))
    db.session.commit()
    assert dispatch_all({}) == 1
    (fact,) = facts()
    assert fact.last_error == "LookupError: this version knows no event BellCast with by"
