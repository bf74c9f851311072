"""Bringing the database up to date; an older one is copied first."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from forum import clock
from forum.db import db


def bring_up_to_date(say: Callable[[str], object]) -> None:
    """Make the schema when there is none; migrate an older one, after a backup beside it where that is a file."""
    config = _config()
    with db.engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
        connection.rollback()
    head = ScriptDirectory.from_config(config).get_current_head()
    if current == head:
        return
    if current is not None:
        say(_back_up(current))
    say("Making the database." if current is None else f"Migrating the database from {current} to {head}.")
    with db.engine.begin() as connection:
        _run(config, connection)


def _run(config: Config, connection: Connection) -> None:
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    return config


def _back_up(revision: str) -> str:
    """Copy a SQLite database beside itself; what was done, in a sentence."""
    url = db.engine.url
    if url.get_backend_name() != "sqlite" or not url.database:
        return "This database is not a file, so no copy was made: keep a backup of your own (pg_dump)."
    copy = f"{url.database}.{revision}.{clock.now():%Y%m%d-%H%M%S}.backup"
    with sqlite3.connect(url.database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return f"A copy of the database as it was: {copy}"
