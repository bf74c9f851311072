"""Transactions: one a request, and SQLite made safe to share.

*Why so.* SQLAlchemy on SQLite loses updates silently by default: two transactions read, both write. So every
transaction that may write begins with BEGIN IMMEDIATE, and only a GET or HEAD begins without the lock.
SQLite 3.7.0 to 3.51.2 can corrupt a WAL database when two connections write and checkpoint at once, and that
is what most Pythons ship: there the rollback journal is used, elsewhere WAL. Both with synchronous=FULL: a
comment that was acknowledged is on the disk.
"""

import sqlite3
import threading
import time
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask, g, has_request_context, request
from sqlalchemy import Connection, Dialect, Engine, ExceptionContext, event
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from forum.prepared import begun
from forum.rooms import EVERYBODY, WRITERS

# How long a writer waits for all others together before the answer is "try again" (503), in milliseconds.
BUSY_TIMEOUT_MS = 5_000
# Who got their turn within this, in milliseconds, is not made to count it: two statements less for nearly everybody.
PROMPT_MS = 500
# No page of ours takes as long: what does is not waited for any more. (Commands are not counted: some take minutes.)
STATEMENT_TIMEOUT_MS = 10_000
# How long a database that is silent is called, in seconds.
CONNECT_TIMEOUT = 3
# As many connections as the server has threads, and a short wait: a full house answers 503 rather than hang.
POOL = {"pool_size": 32, "max_overflow": 8, "pool_timeout": 2, "pool_pre_ping": False}
# What SQLite calls its errors when the file, not the statement, is at fault.
BROKEN = ("SQLITE_IOERR", "SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_CANTOPEN")
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


def init_app(app: Flask) -> None:
    app.teardown_request(_leave)


def _enter() -> None:
    """Before the first transaction of a request."""
    if has_request_context() and "rooms" not in g:
        g.rooms = []
        for room in (EVERYBODY,) if _only_reads() else (WRITERS, EVERYBODY):
            room.enter(BUSY_TIMEOUT_MS / 1000)
            g.rooms.append(room)


def _leave(error: BaseException | None = None) -> None:
    for room in g.pop("rooms", ()):
        room.leave(g.get("database_failed", False))
    g.pop("database_failed", None)


def wal_is_safe(version: tuple[int, int, int] = sqlite3.sqlite_version_info) -> bool:
    """Whether this SQLite is free of the WAL-reset bug: 3.7.0 to 3.51.2, save 3.44.6 and 3.50.7."""
    return (
        version < (3, 7, 0)
        or version >= (3, 51, 3)
        or (3, 50, 7) <= version < (3, 51, 0)
        or (3, 44, 6) <= version < (3, 45, 0)
    )


@event.listens_for(Engine, "connect")
def _prepare_connection(connection: Any, record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        if has_request_context():
            _set_timeouts(connection)
        return
    connection.isolation_level = None  # transactions are begun below, never by the driver
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
    cursor.execute(f"PRAGMA journal_mode = {'WAL' if wal_is_safe() else 'TRUNCATE'}")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    # What is erased is overwritten in the file as well, however SQLite was built.
    cursor.execute("PRAGMA secure_delete = ON")
    cursor.close()


def _set_timeouts(connection: Any) -> None:
    """On PostgreSQL, for as long as the connection lives."""
    connection.autocommit = True  # or they would be rolled back with the first transaction
    connection.execute(
        "SELECT set_config('lock_timeout', %s, false), set_config('statement_timeout', %s, false)",
        (str(BUSY_TIMEOUT_MS), str(STATEMENT_TIMEOUT_MS)),
    )
    connection.autocommit = False


@event.listens_for(Engine, "do_connect")
def _do_not_call_for_ever(dialect: Dialect, record: object, words: object, options: dict[str, Any]) -> None:
    if dialect.name == "postgresql":
        options.setdefault("connect_timeout", CONNECT_TIMEOUT)
        options.setdefault("tcp_user_timeout", STATEMENT_TIMEOUT_MS)


@event.listens_for(Engine, "handle_error")
def _let_go_of_what_is_broken(context: ExceptionContext) -> None:
    """After an error of the disk no connection is used again: what it remembers may not be what the file holds."""
    if has_request_context():
        g.database_failed = True
    if getattr(context.original_exception, "sqlite_errorname", "").startswith(BROKEN):
        context.is_disconnect = True
        # A statement that is not closed would keep the file open, and its locks with it.
        if context.execution_context is not None and context.execution_context.cursor is not None:
            context.execution_context.cursor.close()


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    _enter()
    if connection.dialect.name != "sqlite":
        begun(connection)
        return
    if _only_reads():
        connection.exec_driver_sql("BEGIN")
    else:
        _begin_to_write(connection)


# SQLite lets those who wait for its lock poll for it, with pauses of up to a tenth of a second, and among eight that
# poll one can starve. So the writers of one process queue: the next begins as soon as the one before has ended, and
# only what other processes write is polled for. (One queue a database: a backup writes into a second one meanwhile.)
_writing: WeakKeyDictionary[Engine, threading.Lock] = WeakKeyDictionary()


def _begin_to_write(connection: Connection) -> None:
    """Wait in the queue, then at SQLite's lock with what is left of the time."""
    began = time.monotonic()
    if "writes" not in connection.info:
        queue = _writing.setdefault(connection.engine, threading.Lock())
        if not queue.acquire(timeout=BUSY_TIMEOUT_MS / 1000):
            raise OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("too many writers wait already"))
        connection.info["writes"] = queue
    waited = int((time.monotonic() - began) * 1000)
    if waited < PROMPT_MS:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        return
    try:
        _wait_no_longer_than(max(0, BUSY_TIMEOUT_MS - waited), connection)
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        # The next one on this connection has the whole time again, and so has our COMMIT, which waits for readers.
        _wait_no_longer_than(BUSY_TIMEOUT_MS, connection)


@event.listens_for(Pool, "checkin")
def _let_the_next_write(connection: object, record: ConnectionPoolEntry) -> None:
    """Whatever became of a transaction, its connection comes back in the end."""
    queue = record.info.pop("writes", None)
    if queue is not None:
        queue.release()


def _wait_no_longer_than(milliseconds: int, connection: Connection) -> None:
    connection.exec_driver_sql(f"PRAGMA busy_timeout = {milliseconds}")


def _only_reads() -> bool:
    return has_request_context() and request.method in SAFE_METHODS
