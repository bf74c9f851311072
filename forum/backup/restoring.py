"""Getting the site back from a backup."""

from collections.abc import Callable
from pathlib import Path

from forum.backup.archive import reading
from forum.backup.filling import Restoration, require_known
from forum.backup.into_postgresql import into_postgresql
from forum.backup.into_sqlite import into_sqlite
from forum.backup.key import keep_key
from forum.backup.layout import head
from forum.backup.manifest import Manifest
from forum.backup.moment import sqlite_file
from forum.backup.watching import Watch
from forum.backup.workplace import workplace
from forum.config import Settings


def look_at(file: Path, watch: Watch) -> Manifest:
    """Read a backup to its end and change nothing. Raises Invalid when it is not whole, or too new for us."""
    with reading(file) as archive:
        require_known(archive.manifest)
        archive.check(watch)
        return archive.manifest


def restore(settings: Settings, file: Path, watch: Watch, say: Callable[[str], object], *, replace: bool) -> Manifest:
    """Make the database what it was; all of the backup is looked at before anything is touched."""
    with workplace(settings) as work, reading(file) as archive:
        manifest = archive.manifest
        require_known(manifest)
        archive.check(watch)
        say(f"The backup is whole: {manifest.rows:,} rows, made {manifest.made_at[:19]} UTC.")
        if manifest.revision != head():
            say(f"It is of an older version, and is migrated from {manifest.revision} to {head()}.")
        restoration = Restoration(archive, settings, replace, work, watch, say)
        live = sqlite_file(settings)
        if live is None:
            into_postgresql(restoration)
        else:
            into_sqlite(restoration, live)
        if said := keep_key(settings, archive.secret_key):
            say(said)
        return manifest
