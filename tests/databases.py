"""The two databases that every test of rows runs on: a SQLite file, and a PostgreSQL cluster of our own."""

import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from pwd import getpwnam
from typing import Any, NoReturn

import pytest
from flask import Flask
from sqlalchemy import Connection, event, exists, or_, select

from forum.app import create_app
from forum.config import DecideByMail, Hold, Log, MarkNew, PublicLog, SecondFactor, Settings, Worker
from forum.db import Base, db
from forum.migrations.upgrading import bring_up_to_date
from forum.web.pages.shelf import Shelf

# No disk is waited for, since nothing here outlives the tests. The zone is far from UTC, so that a moment that
# loses its own on the way shows.
OPTIONS = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "timezone=Asia/Kathmandu"]

# Neither the guard of the log nor a key is asked about rows.
UNGUARDED = "SET LOCAL session_replication_role = replica"


def missing(sentence: str) -> NoReturn:
    """Skip, and say how to get what is missing; on the machine that judges us nothing may be skipped."""
    if os.environ.get("CI", "").lower() == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)  # on an owner's machine, which need not have a browser or a second database


def settings_for(database_url: str, folder: Path) -> Settings:
    return Settings(
        data_dir=folder,
        database_url=database_url,
        base_url="http://localhost:8000",
        secret_key="5e" * 32,
        site_name="The Courier",
        hold=Hold.OPEN,
        mark_new=MarkNew.EVERYONE,
        demo=False,
        rate_limits=False,  # a town of tests posts faster than people
        proxies=(),
        page_cache_mb=32,
        log=Log.EVENTS,
        metrics_token=None,
        mail_url=None,
        mail_from=None,
        worker=Worker.OFF,
        guests=False,
        second_factor=SecondFactor.NOBODY,
        public_log=PublicLog.OFF,
        decide_by_mail=DecideByMail.ON,
        old_secret_keys=(),
    )


@contextmanager
def site_on(name: str, folder: Path) -> Iterator[Flask]:
    """The application on an empty database of that kind, its schema made by the real migrations."""
    with sqlite(folder) if name == "sqlite" else postgresql() as url:
        app = create_app(settings_for(url, folder))
        with app.app_context():
            event.listen(db.engine, "connect", _do_not_wait_for_the_disk)
            bring_up_to_date(lambda sentence: None)
        yield app
        with app.app_context():
            db.engine.dispose()


def _do_not_wait_for_the_disk(connection: Any, record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


def is_empty() -> bool:
    """Whether no table has a row."""
    any_row = or_(*(exists(select(table)) for table in Base.metadata.sorted_tables))
    return not db.session.scalar(select(any_row))


def empty() -> None:
    """Leave no row of any test behind."""
    db.session.remove()
    tables = [table.name for table in reversed(Base.metadata.sorted_tables)]
    deletions = [f'DELETE FROM "{name}"' for name in tables]
    with db.engine.begin() as connection:
        if connection.dialect.name == "postgresql":  # all in one round trip
            connection.exec_driver_sql("; ".join([UNGUARDED, *deletions]))
            return
        # To take the guards away and put them back changes the schema, which every connection then reads again.
        logged = connection.exec_driver_sql("SELECT EXISTS (SELECT 1 FROM log_entry)").scalar()
        with log_unguarded(connection) if logged else nullcontext():
            for deletion in deletions:
                connection.exec_driver_sql(deletion)


@contextmanager
def log_unguarded(connection: Connection) -> Iterator[None]:
    """Inside the block the log can be changed, as whoever has the database's own keys can change it."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(UNGUARDED)
        yield
        connection.exec_driver_sql("SET LOCAL session_replication_role = origin")
        return
    guards = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
    for name, _ in guards:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    for _, statement in guards:
        connection.exec_driver_sql(statement)


def forget_pages(app: Flask) -> None:
    """Keep no page of any test either: the next one has other rows at the same addresses."""
    pages = app.extensions["forum.pages"]
    pages.shelf = Shelf(pages.shelf.most)


@contextmanager
def sqlite(folder: Path) -> Iterator[str]:
    """A file, not memory: threads have connections of their own."""
    yield f"sqlite:///{folder / 'forum.sqlite3'}"


@contextmanager
def postgresql() -> Iterator[str]:
    """A cluster that only we can reach, on a socket in a folder of its own; it is gone afterwards."""
    programs = programs_of_postgresql()
    with tempfile.TemporaryDirectory(prefix="forum-pg-", ignore_cleanup_errors=True) as folder:
        data = Path(folder) / "data"
        user = give_away(folder)
        run_as(user, programs / "initdb", "-D", data, "-U", "forum", "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
        options = " ".join([f"-k {folder} -c listen_addresses=''", *(f"-c {option}" for option in OPTIONS)])
        control = [programs / "pg_ctl", "-D", data, "-w", "-s"]
        run_as(user, *control, "-l", Path(folder) / "log", "-o", options, "start")
        try:
            yield f"postgresql+psycopg://forum@/postgres?host={folder}"
        finally:
            run_as(user, *control, "-m", "immediate", "stop")


def programs_of_postgresql() -> Path:
    """The folder of initdb and pg_ctl: Debian keeps them off the PATH, one folder a version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = shutil.which("initdb") or (str(debian[-1]) if debian else None)
    if found is None:
        missing("PostgreSQL is not installed, so only SQLite is tested: apt-get install postgresql")
    return Path(found).resolve().parent


def give_away(folder: str) -> str | None:
    """PostgreSQL refuses to run as root: the folder's new owner, or None to stay who we are."""
    if os.geteuid() != 0:
        return None
    nobody = getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)
    return "nobody"


def run_as(user: str | None, *command: object) -> None:
    arguments = [str(part) for part in command]
    # What the server prints later must not hold our pipe open, so output goes nowhere; errors are in the status.
    if user is None:
        subprocess.run(arguments, check=True, cwd="/", stdout=subprocess.DEVNULL)
    else:
        group = getpwnam(user).pw_gid
        subprocess.run(
            arguments, check=True, cwd="/", stdout=subprocess.DEVNULL, user=user, group=group, extra_groups=[]
        )
