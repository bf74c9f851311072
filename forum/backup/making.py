"""Making a backup, and reading it again."""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection

from forum import clock
from forum.backup.archive import Writer, reading, writing
from forum.backup.key import kept_key
from forum.backup.layout import is_known, revision_of, tables_at
from forum.backup.manifest import FORMAT, Manifest
from forum.backup.moment import moment_of
from forum.backup.rows import count, lines_of
from forum.backup.watching import Watch, counted
from forum.backup.workplace import drafted, workplace
from forum.config import Settings
from forum.errors import Invalid, NotFound


@dataclass(frozen=True)
class Made:
    """A backup that is in its place."""

    file: Path
    size: int
    rows: int
    tables: int


def back_up(settings: Settings, file: Path, watch: Watch) -> Made:
    """Back the site up into `file` while it goes on. Raises a refusal when there is no such backup afterwards."""
    with workplace(settings) as work:
        return back_up_in(work, settings, file, watch)


def back_up_in(work: Path, settings: Settings, file: Path, watch: Watch) -> Made:
    """The same for who has the workplace already."""
    with drafted(file) as draft:
        with writing(draft) as archive, moment_of(settings, work) as connection:
            written = _write(archive, connection, settings, watch)
        with reading(draft) as archive_again:
            archive_again.check(watch)
            if archive_again.manifest != written:
                raise Invalid("What was written is not what is read again: this disk is not to be trusted.")
        size = draft.stat().st_size
    return Made(file, size, written.rows, len(written.tables))


def _write(archive: Writer, connection: Connection, settings: Settings, watch: Watch) -> Manifest:
    made_at, revision = clock.now(), _revision(connection)
    tables = tables_at(revision)
    counts = {table.name: count(connection, table) for table in tables}
    contents = []
    with watch("Backing up", sum(counts.values())) as bar:
        for table in tables:
            columns = [column.name for column in table.columns]
            contents.append(archive.add_table(table.name, columns, counted(lines_of(connection, table), bar)))
    if {table.name: table.rows for table in contents} != counts:
        raise Invalid("The database gave other rows than it has. Look at its disk, and run forum doctor.")
    manifest = Manifest(FORMAT, made_at.isoformat(), connection.dialect.name, revision, contents)
    archive.finish(manifest, kept_key(settings))
    return manifest


def _revision(connection: Connection) -> str:
    revision = revision_of(connection)
    if revision is None:
        raise NotFound("The database has no tables yet: there is nothing to back up.")
    if not is_known(revision):
        raise Invalid(f"The database is at {revision}, which a newer version made. Back it up by that version.")
    return revision
