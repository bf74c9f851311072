"""A backup into SQLite: into a file of its own first, which then takes the place of the other.

*Why not by renaming.* A process that has the old file open would write on into it, unseen; and its journal goes by
name, so that after a crash SQLite would mend the new file with pages of the old. Copied in as one transaction the new
pages respect every lock, and the journal brings the old ones back if this is killed.
"""

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.exc import DatabaseError, OperationalError

from forum import clock
from forum.backup.copying import keep_aside, put_in_place, require_sound
from forum.backup.filling import Restoration, fill
from forum.backup.moment import engine_on
from forum.backup.occupants import processes_with
from forum.backup.rows import holds_rows
from forum.backup.workplace import flush_folder, need_space
from forum.errors import Conflict, Invalid


def into_sqlite(restoration: Restoration, live: Path) -> None:
    """Raises a refusal, and then the live database is as it was."""
    size = live.stat().st_size if live.exists() else 0
    in_use = size > 0 and _in_use(live)
    if in_use:
        restoration.require_leave()
    # With indexes the rows take about half as much again; what stands there stays aside, and is in the journal.
    expected = restoration.archive.size * 3 // 2
    need_space(restoration.work, expected)
    need_space(live.parent, expected + 2 * size)
    fresh = _built(restoration)
    live.touch(mode=0o600)
    _require_stopped(live)
    aside = live.with_name(f"{live.name}.{clock.now():%Y%m%d-%H%M%S}.replaced")
    try:
        if in_use:
            keep_aside(live, aside)
            flush_folder(live.parent)
        with restoration.watch("Putting it in place", fresh.stat().st_size) as bar:
            put_in_place(fresh, live, bar)
    except BaseException:
        aside.unlink(missing_ok=True)  # the old one is still in its place, and perhaps the disk is full
        raise
    if in_use:
        restoration.say(f"The database as it was is kept: {aside}. Remove it when all is well.")


def _built(restoration: Restoration) -> Path:
    fresh = restoration.work / "fresh.sqlite3"
    fresh.touch(mode=0o600)
    engine = engine_on(f"sqlite:///{fresh}")
    event.listen(engine, "connect", _in_haste)
    with engine.begin() as connection:
        fill(connection, restoration.archive, restoration.watch)
    require_sound(fresh)
    return fresh


def _in_haste(connection: Any, record: object) -> None:
    """Nobody else sees this file, and cut off it is made anew. References are looked at in the end."""
    connection.execute("PRAGMA journal_mode = MEMORY")
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA foreign_keys = OFF")


def _in_use(live: Path) -> bool:
    """Whether there is anything in it. A file that is damaged is the owner's to move: nothing of it is overwritten."""
    _require_stopped(live)
    try:
        with engine_on(f"sqlite:///{live}").connect() as connection:
            return holds_rows(connection)
    except OperationalError as error:
        raise Conflict(f"{live} does not answer ({error.orig}). Stop the site, and restore again.") from error
    except (DatabaseError, sqlite3.DatabaseError) as error:
        said = getattr(error, "orig", None) or error
        raise Invalid(
            f"{live} is damaged ({said}). Move it away with what stands beside it, and restore again: "
            f"mkdir damaged && mv {live}* damaged/"
        ) from error


def _require_stopped(live: Path) -> None:
    """What readers post while a database is being replaced would be gone."""
    if processes := processes_with(live):
        named = ", ".join(map(str, processes))
        raise Conflict(f"The site is running: process {named} has {live} open. Stop it, and restore again.")
