"""A stopwatch in the database's driver: what of a request was waiting, and for what."""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import PoolProxiedConnection

import forum.transactions
from forum.db import db

TURN, STATEMENTS, DISK, REST, ALL = (
    "waiting for the turn to write",
    "statements",
    "commit: the disk",
    "Python, and waiting for it",
    "all of it",
)
STAGES = (TURN, STATEMENTS, DISK, REST, ALL)
Post = dict[str, float]  # seconds by stage


class Watch:
    def __init__(self) -> None:
        self.posts: list[Post] = []
        self._mine = threading.local()

    @contextmanager
    def one_post(self) -> Iterator[None]:
        post = self._mine.post = defaultdict[str, float](float)
        begin = time.perf_counter()
        yield
        post[ALL] = time.perf_counter() - begin
        post[REST] = post[ALL] - post[TURN] - post[STATEMENTS] - post[DISK]
        self.posts.append(post)

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        begin = time.perf_counter()
        try:
            yield
        finally:
            self.add(name, time.perf_counter() - begin)

    def add(self, name: str, seconds: float) -> None:
        post = getattr(self._mine, "post", None)
        if post is not None:
            post[name] += seconds

    # What SQLAlchemy calls; `sent` is a moment of the thread that it is called in.

    def begin(self, connection: Connection) -> None:
        """In the place of our own listener: waits for the turn, by statements that count as waiting."""
        self._mine.begins = True
        with self.stage(TURN):
            forum.transactions._begin(connection)
        self._mine.begins = False

    def before_statement(self, *told: object) -> None:
        self._mine.sent = time.perf_counter()

    def after_statement(self, *told: object) -> None:
        if not getattr(self._mine, "begins", False):
            self.add(STATEMENTS, time.perf_counter() - self._mine.sent)


@contextmanager
def watching() -> Iterator[Watch]:
    """Inside a context of the application: its engine is watched."""
    watch, engine = Watch(), db.engine
    listeners = (
        (Engine, "begin", watch.begin),
        (engine, "before_cursor_execute", watch.before_statement),
        (engine, "after_cursor_execute", watch.after_statement),
    )
    event.remove(Engine, "begin", forum.transactions._begin)
    for listener in listeners:
        event.listen(*listener)
    commit = engine.dialect.do_commit

    def timed(dbapi_connection: PoolProxiedConnection) -> None:
        with watch.stage(DISK):
            commit(dbapi_connection)

    engine.dialect.do_commit = timed  # type: ignore[method-assign]
    try:
        yield watch
    finally:
        engine.dialect.do_commit = commit  # type: ignore[method-assign]
        for listener in listeners:
            event.remove(*listener)
        event.listen(Engine, "begin", forum.transactions._begin)
