"""What a backup says of itself, in manifest.json."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from forum.errors import Invalid

# Moves when an older version could not read a backup any more.
FORMAT = 1


@dataclass(frozen=True)
class Contents:
    """A table in the backup: how many rows, and the digest of their lines."""

    name: str
    columns: Sequence[str]
    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """The moment, the kind of database, the revision of its schema and its tables, parents first."""

    format: int
    made_at: str
    database: str
    revision: str
    tables: Sequence[Contents]

    @property
    def rows(self) -> int:
        return sum(table.rows for table in self.tables)

    def to_json(self) -> str:
        return json.dumps(asdict(self), indent=2) + "\n"


def manifest_from(text: bytes) -> Manifest:
    """Raises Invalid when it is of a newer format, or none of ours."""
    try:
        given = json.loads(text)
        if given["format"] > FORMAT:
            raise Invalid("This backup was made by a newer version of the site. Upgrade the site, then restore it.")
        return Manifest(**{**_typed(given), "tables": [Contents(**table) for table in given["tables"]]})
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("The manifest of this archive is none that forum backup writes. Nothing was touched.") from error


def _typed(given: dict[str, Any]) -> dict[str, Any]:
    datetime.fromisoformat(given["made_at"])
    if not isinstance(given["revision"], str) or not isinstance(given["format"], int):
        raise TypeError("not as it is written")
    return given
