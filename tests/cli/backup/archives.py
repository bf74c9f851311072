"""Backups looked into, and backups made wrong on purpose."""

import json
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from forum.backup.archive import MANIFEST, reading, writing
from forum.backup.manifest import Contents
from forum.backup.seal import BLANK, seal


def contents(file: Path) -> Mapping[str, Contents]:
    """The tables by name: two databases with the same rows have the same."""
    with reading(file) as archive:
        return {table.name: table for table in archive.manifest.tables}


def ids(file: Path, table: str) -> list[int]:
    """The first column of every row."""
    with reading(file) as archive:
        (wanted,) = (found for found in archive.manifest.tables if found.name == table)
        return [json.loads(line)[0] for line in archive.lines(wanted)]


def rewritten(file: Path, changed: Path, change: Callable[[dict[str, Any]], object]) -> Path:
    """A copy that is whole and sealed, and whose manifest says something else."""
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            text = given.read(name)
            if name == MANIFEST:
                manifest = json.loads(text)
                change(manifest)
                text = json.dumps(manifest).encode()
            made.writestr(name, text)
        made.comment = BLANK
    seal(changed)
    return changed


def without_rows_of(table: str, file: Path, changed: Path) -> Path:
    """A copy that is whole and agrees with itself, and in which one table is empty."""
    with reading(file) as given, writing(changed) as made:
        kept = [
            made.add_table(found.name, list(found.columns), [] if found.name == table else given.lines(found))
            for found in given.manifest.tables
        ]
        made.finish(replace(given.manifest, tables=kept), None)
    return changed
