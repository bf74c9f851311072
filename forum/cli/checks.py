"""What `forum doctor` looks at. Each check gives findings; none changes anything, and none tells a secret."""

import difflib
import os
import platform
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, exists, make_url, select, text

from forum import clock, migrations
from forum.accounts.models import Account, Role
from forum.backup.workplace import FOLDER as BACKUPS
from forum.config import Settings
from forum.demo.sign_ins import FILE as SIGN_INS
from forum.transactions import wal_is_safe

OLDEST_PYTHON = (3, 11)
# Half a gigabyte holds some 300,000 comments: time to act. At fifty megabytes the next backup may not fit.
LITTLE_SPACE, NO_SPACE = 500_000_000, 50_000_000
# What was said within a week would be missed.
BACKED_UP_WITHIN = timedelta(days=7)


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """What was found; unless all is well the sentence says what to do."""

    level: Level
    sentence: str


def ok(sentence: str) -> Finding:
    return Finding(Level.OK, sentence)


def note(sentence: str) -> Finding:
    return Finding(Level.NOTE, sentence)


def fault(sentence: str) -> Finding:
    return Finding(Level.FAULT, sentence)


def versions(python: tuple[int, ...] = sys.version_info[:3]) -> Iterator[Finding]:
    name = f"Python {'.'.join(map(str, python))} on {platform.system()}, SQLite {sqlite3.sqlite_version}."
    yield ok(name) if python >= OLDEST_PYTHON else fault(f"{name} Python 3.11 or newer is needed.")


def variables(environ: Mapping[str, str]) -> Iterator[Finding]:
    """Names in the environment that look like settings and are none: mostly typos."""
    known = [f"FORUM_{field.name.upper()}" for field in fields(Settings)]
    known += [f"{name}_FILE" for name in known]
    unknown = sorted(name for name in environ if name.startswith("FORUM_") and name not in known)
    for name in unknown:
        near = difflib.get_close_matches(name, known, n=1)
        yield note(f"{name} is no setting of this site. " + (f"Is {near[0]} meant?" if near else "Remove it."))
    if not unknown:
        yield ok("Every FORUM_ variable in the environment is a setting.")


def data_folder(settings: Settings, environ: Mapping[str, str]) -> Iterator[Finding]:
    folder = settings.data_dir
    try:
        with tempfile.TemporaryFile(dir=folder):
            yield ok(f"The data folder {folder} can be written.")
    except OSError as error:
        yield fault(f"The data folder {folder} cannot be written ({error.strerror}). Give it to the site's own user.")
    yield _space(shutil.disk_usage(folder).free)
    if environ.get("FORUM_SECRET_KEY") or environ.get("FORUM_SECRET_KEY_FILE"):
        yield ok("The secret key comes from the environment.")
    else:
        yield _private(folder / "secret-key", "The secret key")
    yield from _readable_by_others(settings)
    if (folder / SIGN_INS).exists() and not settings.demo:
        yield note(f"{folder / SIGN_INS} is left from the demonstration. forum serve withdraws those sign-ins.")


def _space(free: int) -> Finding:
    space = f"{free / 1e9:,.1f} GB are free for the data folder."
    if free < NO_SPACE:
        return fault(f"{space} Make room now.")
    return note(f"{space} Make room soon.") if free < LITTLE_SPACE else ok(space)


def _private(path: Path, name: str) -> Finding:
    if path.stat().st_mode & 0o077:
        return fault(f"{name} in {path} can be read by others. Run: chmod 600 {path}")
    return ok(f"{name} is kept in {path}, for its owner alone.")


def _readable_by_others(settings: Settings) -> Iterator[Finding]:
    """The database holds what nobody is shown: addresses, and words that wait or were taken away."""
    url = make_url(settings.database_url)
    file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
    for name, path, mode in (("data folder", settings.data_dir, "700"), ("database", file, "600")):
        if path and path.exists() and path.stat().st_mode & 0o077:
            yield note(f"The {name} {path} can be read by others. Run: chmod {mode} {path}")


def backups(settings: Settings) -> Iterator[Finding]:
    """Whether there is a way back; only where a backup goes by itself can be looked at."""
    folder = settings.data_dir / BACKUPS
    made = max((file.stat().st_mtime for file in folder.glob("*.zip")), default=None)
    if made is None:
        yield note(f"There is no backup in {folder}. Make one every night: forum backup")
        return
    age = clock.now() - datetime.fromtimestamp(made, UTC)
    said = f"The newest backup in {folder} is {age.days} day{'' if age.days == 1 else 's'} old."
    yield ok(said) if age <= BACKED_UP_WITHIN else note(f"{said} Make one every night: forum backup")


def address(settings: Settings) -> Iterator[Finding]:
    if settings.on_loopback:
        yield note(f"{settings.base_url} is for this machine alone. For others set FORUM_BASE_URL=https://….")
    else:
        yield ok(f"The site's address is {settings.base_url}, over https.")
    if settings.demo:
        yield note("The demonstration is on: its sign-ins are shown to all. Unset FORUM_DEMO for a real site.")


def limits(settings: Settings) -> Iterator[Finding]:
    """Whether anybody is kept from doing too much, and from keeping all others from it."""
    if not settings.rate_limits:
        yield note("Nothing limits how often one may post or register. Unset FORUM_RATE_LIMITS unless a proxy does.")
    elif not settings.on_loopback and not settings.proxies:
        yield note("Behind a proxy every signed-out reader shares one limit: set FORUM_PROXIES to its address.")
    else:
        yield ok("How often one may post or register is limited.")


def database(connection: Connection) -> Iterator[Finding]:
    """The kind of database, how it writes, and whether its tables are those of this version."""
    if connection.dialect.name == "sqlite":
        yield _journal(connection)
    else:
        version = connection.scalar(text("SHOW server_version"))
        yield ok(f"The database is PostgreSQL {version}, and answers.")
    current = MigrationContext.configure(connection).get_current_revision()
    head = ScriptDirectory(os.fspath(Path(migrations.__file__).parent)).get_current_head()
    if current != head:
        yield fault(f"The database is at {current}, this version needs {head}. Start forum serve: it migrates.")
        return
    yield ok(f"The tables are those of this version ({head}).")
    yield from _staff(connection)
    yield ok("Counters are not looked at here: forum recount --check compares them with a recount.")


def _journal(connection: Connection) -> Finding:
    mode = str(connection.scalar(text("PRAGMA journal_mode"))).upper()
    answers = f"SQLite answers, with the journal mode {mode}, flushed at every commit"
    if wal_is_safe():
        return ok(f"{answers}: this version is free of the error that corrupts such a log.")
    why = f"SQLite {sqlite3.sqlite_version} can corrupt a write-ahead log (mended in 3.51.3)"
    if mode == "WAL":
        return fault(f"The journal mode is WAL, but {why}. Stop every process of the site and start it again.")
    return ok(f"{answers}: a rollback journal, because {why}.")


def _staff(connection: Connection) -> Iterator[Finding]:
    if connection.scalar(select(exists().where(Account.role == Role.ADMIN))):
        yield ok("There is an admin.")
    else:
        yield note("There is no admin yet. Make one: forum person admin EMAIL")
