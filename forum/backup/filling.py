"""Filling an empty database from a backup, in the transaction that is open."""

from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from forum.backup.archive import Archive, digest_of
from forum.backup.layout import is_known, migrate, tables_at
from forum.backup.manifest import Manifest
from forum.backup.rows import lines_of, load, references_set_aside
from forum.backup.watching import Watch, counted
from forum.config import Settings
from forum.errors import Conflict, Invalid


@dataclass(frozen=True)
class Restoration:
    """Out of which archive, into which site, and whether what stands there may go."""

    archive: Archive
    settings: Settings
    replace: bool
    work: Path
    watch: Watch
    say: Callable[[str], object]

    def require_leave(self) -> None:
        """Raises Conflict unless the owner has said that what is there may be replaced."""
        if not self.replace:
            raise Conflict(
                "The database holds rows already, so nothing was restored. "
                "With --replace it is kept aside, and the backup takes its place."
            )


def require_known(manifest: Manifest) -> None:
    """Raises Invalid when a newer version made the backup: its tables are not known here."""
    if not is_known(manifest.revision):
        raise Invalid(
            f"This backup is of the schema {manifest.revision}, which a newer version of the site made. "
            "Install that version, then restore. Nothing was touched."
        )
    tables = {table.name: [column.name for column in table.columns] for table in tables_at(manifest.revision)}
    if {table.name: list(table.columns) for table in manifest.tables} != tables:
        raise Invalid(f"This backup says that it is of the schema {manifest.revision}, but has other tables.")


def fill(connection: Connection, archive: Archive, watch: Watch) -> None:
    """The tables as they were, every row read back and compared; then the steps that have come since."""
    manifest = archive.manifest
    migrate(connection, manifest.revision)
    tables = {table.name: table for table in tables_at(manifest.revision)}
    # On SQLite references are looked at when all rows are there, in `copying.require_sound`.
    sqlite = connection.dialect.name == "sqlite"
    aside = nullcontext() if sqlite else references_set_aside(connection, list(tables.values()))
    with aside, watch("Restoring", manifest.rows) as bar:
        for contents in manifest.tables:
            load(connection, tables[contents.name], counted(archive.lines(contents), bar))
    with watch("Reading it back", manifest.rows) as bar:
        for contents in manifest.tables:
            lines = counted(lines_of(connection, tables[contents.name]), bar)
            if digest_of(lines) != (contents.rows, contents.sha256):
                raise Invalid(f"What came into the table {contents.name} is not what the backup holds.")
    migrate(connection, "head")
