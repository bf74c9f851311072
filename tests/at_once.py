"""Many things at the same moment, each in a thread and a transaction of its own."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from flask import Flask

from forum.db import db
from forum.errors import Refusal

T = TypeVar("T")


def at_once(app: Flask, actions: Sequence[Callable[[], T]]) -> list[T]:
    """What each action returned, in order; all are let go together. The first that failed fails here."""
    db.session.commit()  # what they are to see, and on SQLite the lock that they need
    gate = Barrier(len(actions))

    def run(action: Callable[[], T]) -> T:
        gate.wait()
        return action()

    with ThreadPoolExecutor(len(actions)) as pool:
        return [started.result() for started in [pool.submit(run, action) for action in actions]]


def request(app: Flask, action: Callable[[], T]) -> T:
    """What a route does around a verb: a context, the action, a commit."""
    with app.app_context():
        result = action()
        db.session.commit()
        return result


def attempt(app: Flask, action: Callable[[], T]) -> T | Refusal:
    """The same; a refusal is an answer, and leaves nothing behind."""
    try:
        return request(app, action)
    except Refusal as refusal:
        return refusal
