"""Where a few may be at once, and what those meet who come when it is full."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import TimeoutError as TooManyWait

from forum.db import db
from forum.rooms import Room

PATIENCE = 5.0
STILL = "forum.rooms.STUCK_AFTER"


def test_whoever_comes_when_it_is_full_waits_until_somebody_leaves(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STILL, 60.0)
    room = Room(1)
    room.enter(PATIENCE)
    with ThreadPoolExecutor(1) as other:
        entering = other.submit(room.enter, PATIENCE)
        room.leave(in_vain=False)
        assert entering.result(timeout=30) is None


def test_when_nothing_moves_newcomers_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STILL, 0.01)
    room = Room(2)
    room.enter(PATIENCE)
    room.enter(PATIENCE)
    with pytest.raises(TooManyWait):
        room.enter(PATIENCE)
    room.leave(in_vain=False)
    room.enter(PATIENCE)


def test_whoever_gave_up_in_vain_leaves_a_place_and_no_hope(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STILL, 0.0)
    room = Room(1)
    room.enter(PATIENCE)
    moved = room._moved
    room.leave(in_vain=True)
    assert room._moved == moved
    room.enter(PATIENCE)


def test_no_more_are_inside_than_there_are_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(STILL, 60.0)
    room, inside, most, lock = Room(3), 0, 0, threading.Lock()

    def visit() -> None:
        nonlocal inside, most
        room.enter(PATIENCE)
        with lock:
            inside += 1
            most = max(most, inside)
        with lock:
            inside -= 1
        room.leave(in_vain=False)

    with ThreadPoolExecutor(12) as visitors:
        for done in [visitors.submit(visit) for _ in range(600)]:
            done.result()
    assert 0 < most <= 3
    assert inside == 0


def test_no_page_waits_for_postgresql_without_end(app: Flask) -> None:
    if db.engine.dialect.name == "sqlite":
        return
    db.session.remove()
    db.engine.dispose()  # connections learn it when they are opened
    with app.test_request_context("/"):
        waits = [db.session.scalar(text(f"SHOW {name}")) for name in ("lock_timeout", "statement_timeout")]
    db.session.remove()
    assert waits == ["5s", "10s"]
