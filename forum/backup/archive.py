"""The archive itself: a zip of a manifest, a file of JSON lines for each table, and perhaps the secret key."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from forum.backup.manifest import Contents, Manifest, manifest_from
from forum.backup.seal import BLANK, is_unbroken, seal
from forum.backup.watching import Watch, counted
from forum.errors import Invalid

MANIFEST, SECRET_KEY = "manifest.json", "secret-key"
# Words shrink by the first level nearly as far as by the sixth, in a third of the time.
LEVEL = 1
# Lines are handed on by this many bytes: the zip's own way costs more than most lines.
BLOCK = 1 << 18


class Writer:
    """An archive that is being written: its tables first, then the manifest that tells of them."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive

    def add_table(self, name: str, columns: list[str], lines: Iterable[bytes]) -> Contents:
        digest, rows = hashlib.sha256(), 0
        with self._archive.open(_member(name), "w", force_zip64=True) as member:
            for number, block in _blocks(lines):
                rows += number
                digest.update(block)
                member.write(block)
        return Contents(name, columns, rows, digest.hexdigest())

    def finish(self, manifest: Manifest, secret_key: str | None) -> None:
        self._archive.writestr(MANIFEST, manifest.to_json())
        if secret_key is not None:
            self._archive.writestr(SECRET_KEY, secret_key + "\n")


@contextmanager
def writing(path: Path) -> Iterator[Writer]:
    """An archive at `path`, sealed and on the disk when the block ends."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=LEVEL) as archive:
        yield Writer(archive)
        archive.comment = BLANK
    seal(path)


class Archive:
    """An archive that is unbroken, to be read."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.manifest = manifest_from(archive.read(MANIFEST))

    def lines(self, table: Contents) -> Iterator[bytes]:
        with self._archive.open(_member(table.name)) as member:
            yield from member

    @property
    def size(self) -> int:
        """In bytes, before it shrank: about what the rows take in a database."""
        return sum(member.file_size for member in self._archive.infolist())

    @property
    def secret_key(self) -> str | None:
        """The key, when it was kept in the data folder of the site that was backed up."""
        if SECRET_KEY not in self._archive.namelist():
            return None
        return self._archive.read(SECRET_KEY).decode("ascii").strip()

    def check(self, watch: Watch) -> None:
        """Read every row. Raises Invalid when a table is not what the manifest says."""
        with watch("Reading it through", self.manifest.rows) as bar:
            for table in self.manifest.tables:
                if digest_of(counted(self.lines(table), bar)) != (table.rows, table.sha256):
                    raise Invalid(f"The table {table.name} in this backup is not what its manifest says.")


@contextmanager
def reading(path: Path) -> Iterator[Archive]:
    """The archive at `path`. Raises Invalid when it is not a whole backup, down to the last bit."""
    with path.open("rb") as file:
        if not is_unbroken(file):
            raise Invalid(f"{path} is no whole backup: {_what_is_wrong(file)}. Nothing was touched.")
        try:
            with zipfile.ZipFile(file) as archive:
                yield Archive(archive)
        except (zipfile.BadZipFile, KeyError) as error:
            raise Invalid(f"{path} is sealed, but is no archive that forum backup writes.") from error


def digest_of(lines: Iterable[bytes]) -> tuple[int, str]:
    """How many lines, and the digest of them all."""
    digest, rows = hashlib.sha256(), 0
    for number, block in _blocks(lines):
        rows += number
        digest.update(block)
    return rows, digest.hexdigest()


def _what_is_wrong(file: BinaryIO) -> str:
    file.seek(0)
    if file.read(2) != b"PK":
        return "it does not begin as one"
    return "it is damaged, cut off, or was changed since it was made"


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _blocks(lines: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    """The lines in blocks, each with how many there are in it."""
    block: list[bytes] = []
    length = 0
    for line in lines:
        block.append(line)
        length += len(line)
        if length >= BLOCK:
            yield len(block), b"".join(block)
            block, length = [], 0
    yield len(block), b"".join(block)
