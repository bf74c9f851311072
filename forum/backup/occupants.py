"""Who has the database open, so that nobody's comment goes into one that is being replaced."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, text

PROCESSES = Path("/proc")


def processes_with(file: Path) -> list[int]:
    """The other processes that have the file open, as far as this system and our rights let us see."""
    found = file.stat()
    return sorted(
        {
            process
            for process, descriptor in _descriptors()
            if process != os.getpid() and (descriptor.st_dev, descriptor.st_ino) == (found.st_dev, found.st_ino)
        }
    )


def others_connected(connection: Connection) -> int:
    """How many other connections there are to this PostgreSQL database."""
    query = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
    )
    return connection.scalar(query) or 0


def _descriptors() -> Iterator[tuple[int, os.stat_result]]:
    for folder in PROCESSES.glob("[0-9]*/fd"):
        # Processes end while they are looked at, and those of others are closed to us.
        with suppress(OSError):
            for descriptor in folder.iterdir():
                with suppress(OSError):
                    yield int(folder.parent.name), descriptor.stat()
