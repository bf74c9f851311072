"""The database as it is at one moment, while the site goes on writing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, NullPool, create_engine, make_url

from forum.backup.copying import copy_out, require_sound
from forum.backup.workplace import need_space
from forum.config import Settings
from forum.errors import NotFound


def sqlite_file(settings: Settings) -> Path | None:
    """The file of the database, when it is one."""
    url = make_url(settings.database_url)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def engine_on(address: str) -> Engine:
    """Connections that end with their use; what readers wrote is not printed with a statement that failed."""
    return create_engine(address, poolclass=NullPool, hide_parameters=True)


@contextmanager
def moment_of(settings: Settings, work: Path) -> Iterator[Connection]:
    """A connection that sees one moment of the database, however long it is read."""
    live = sqlite_file(settings)
    if live is None:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine_on(settings.database_url).connect() as connection:
            yield connection.execution_options(**options)
        return
    if not live.exists():
        raise NotFound(f"There is no database {live} to back up.")
    # Reading every row takes far longer than copying the pages, and while it is read nobody could write.
    need_space(work, live.stat().st_size)
    copy = work / "copy.sqlite3"
    copy.touch(mode=0o600)
    copy_out(live, copy)
    require_sound(copy)
    with engine_on(f"sqlite:///{copy}").connect() as connection:
        yield connection
