"""Threads that follow up what is due."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from forum import clock
from forum.db import db
from forum.outbox import worker as working
from forum.outbox.dispatch import Handlers
from forum.outbox.models import Fact
from forum.outbox.record import record
from forum.outbox.worker import LANES, Chore, Worker
from tests.security.breaking import gone

# Longer than anything here takes on a machine that others use too.
WITHIN = 30.0
NEVER = 3600.0


def start(app: Flask, follows: Handlers, chores: Sequence[Chore] = ()) -> Worker:
    worker = Worker(app, follows, chores)
    worker.start()
    return worker


@contextmanager
def at_work(app: Flask, follows: Handlers, chores: Sequence[Chore] = ()) -> Iterator[Worker]:
    worker = start(app, follows, chores)
    try:
        yield worker
    finally:
        worker.stop()
        worker.join(WITHIN)


def ring(bell: type[Any], *towers: str) -> None:
    for tower in towers:
        record(bell(tower))
    db.session.commit()


def until(done: Callable[[], bool]) -> None:
    end = time.monotonic() + WITHIN
    while not done():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.005)


def facts_left() -> int:
    db.session.rollback()
    count = db.session.scalar(select(func.count()).select_from(Fact)) or 0
    db.session.rollback()
    return count


def test_a_commit_wakes_the_worker_of_its_process(app: Flask, bell: type[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """It would not look by itself for an hour."""
    monkeypatch.setattr(working, "LOOK_EVERY", NEVER)
    heard, asleep = threading.Event(), threading.Event()
    with at_work(app, {bell: (lambda e, turn: heard.set(),)}, [Chore(timedelta(), lambda: asleep.set())]):
        assert asleep.wait(WITHIN)  # a chore's turn comes when there was nothing to follow up
        ring(bell, "east")
        assert heard.wait(WITHIN)


def test_what_another_process_recorded_is_seen_at_the_next_look(
    app: Flask, bell: type[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(working, "LOOK_EVERY", 0.01)
    heard = threading.Event()
    with at_work(app, {bell: (lambda e, turn: heard.set(),)}):
        now, name = clock.now(), bell.__name__
        db.session.add(Fact(name=name, payload={"tower": "east"}, created_at=now, due_at=now))
        db.session.commit()  # without a nudge, as nothing was recorded here
        assert heard.wait(WITHIN)


def test_while_one_thing_drags_on_another_is_done(app: Flask, bell: type[Any]) -> None:
    heard: list[str] = []
    both = threading.Barrier(LANES)

    def hear(happened: Any, turn: Any) -> None:
        turn.settle()  # what takes long holds no lock of the database
        both.wait(WITHIN)
        heard.append(happened.tower)

    with at_work(app, {bell: (hear,)}):
        ring(bell, "east", "west")
        until(lambda: len(heard) == LANES)
    assert sorted(heard) == ["east", "west"]
    assert facts_left() == 0


def test_a_worker_that_is_told_to_stop_finishes_what_is_under_way_and_begins_nothing(
    app: Flask, bell: type[Any]
) -> None:
    begun, told, heard = threading.Semaphore(0), threading.Event(), []

    def hear(happened: Any, turn: Any) -> None:
        turn.settle()
        begun.release()
        assert told.wait(WITHIN)
        heard.append(happened.tower)

    with at_work(app, {bell: (hear,)}) as worker:
        ring(bell, "east", "west", "north")
        for _ in range(LANES):
            assert begun.acquire(timeout=WITHIN)
        worker.stop()
        told.set()
        worker.join(WITHIN)
    assert len(heard) == LANES
    assert facts_left() == 1


def test_joining_takes_no_longer_than_it_may_however_many_drag_on(app: Flask, bell: type[Any]) -> None:
    """A server is killed ten seconds after it was told to stop, with what its requests had still to do."""
    begun, go_on = threading.Semaphore(0), threading.Event()

    def drag_on(happened: Any, turn: Any) -> None:
        turn.settle()
        begun.release()
        assert go_on.wait(WITHIN)

    with at_work(app, {bell: (drag_on,)}) as worker:
        ring(bell, "east", "west")
        for _ in range(LANES):
            assert begun.acquire(timeout=WITHIN)
        worker.stop()
        worker.join(0.2)
        assert not go_on.is_set()
        go_on.set()


def test_a_database_that_fails_is_waited_for(
    app: Flask, bell: type[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(working, "PAUSE", 0.01)
    ring(bell, "east")
    heard = threading.Event()
    with gone("outbox"):
        working_on = start(app, {bell: (lambda e, turn: heard.set(),)})
        until(lambda: "the worker waits for the database" in caplog.text)
        assert not heard.is_set()
    assert heard.wait(WITHIN)
    working_on.stop()
    working_on.join(WITHIN)
    assert facts_left() == 0
