"""Where backups are kept, and where one is worked on."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from forum import clock
from forum.config import Settings
from forum.errors import Conflict, Invalid

FOLDER = "backups"


def backups_of(settings: Settings) -> Path:
    """The default folder of backups, made for its owner alone."""
    folder = settings.data_dir / FOLDER
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def default_file(settings: Settings, why: str = "forum") -> Path:
    """A name that says when, in UTC."""
    return backups_of(settings) / f"{why}-{clock.now():%Y-%m-%d-%H%M%S}.zip"


@contextmanager
def workplace(settings: Settings) -> Iterator[Path]:
    """A folder for what is made on the way. One works here at a time; what somebody left who was killed is removed."""
    work = backups_of(settings) / ".working"
    with os.fdopen(os.open(work.with_name(".lock"), os.O_RDWR | os.O_CREAT, 0o600)) as turn:
        try:
            fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict("Another backup or restore is at work here. Wait until it has finished.") from None
        shutil.rmtree(work, ignore_errors=True)
        for draft in work.parent.glob(".*.part"):
            draft.unlink()
        work.mkdir(mode=0o700)
        try:
            yield work
        finally:
            shutil.rmtree(work)


def need_space(folder: Path, size: int) -> None:
    """Refuse before beginning what would not fit."""
    free = shutil.disk_usage(folder).free
    if free < size:
        raise Invalid(f"{folder} has {free / 1e6:,.0f} MB free, and {size / 1e6:,.0f} MB are needed. Make room first.")


@contextmanager
def drafted(file: Path) -> Iterator[Path]:
    """A draft beside the file, its owner's alone; whole and on the disk it becomes the file. Nothing is overwritten."""
    if not file.parent.is_dir():
        raise Invalid(f"There is no folder {file.parent}. Make it first.")
    if file.exists():
        raise _taken(file)
    draft = file.with_name(f".{file.name}.part")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        yield draft
        _name(draft, file)
    finally:
        draft.unlink(missing_ok=True)
    flush_folder(file.parent)


def write_private(file: Path, text: str) -> None:
    """Replace a small file of the owner's, whole or not at all."""
    draft = file.with_name(f".{file.name}.part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(text)
        opened.flush()
        os.fsync(opened.fileno())
    draft.replace(file)
    flush_folder(file.parent)


def _name(draft: Path, file: Path) -> None:
    """A link fails where a file is, however it came there meanwhile; some disks know no links."""
    try:
        file.hardlink_to(draft)
    except FileExistsError:
        raise _taken(file) from None
    except OSError:
        if file.exists():
            raise _taken(file) from None
        draft.rename(file)


def _taken(file: Path) -> Conflict:
    return Conflict(f"{file} exists, and no backup is ever overwritten. Choose another name.")


def flush_folder(folder: Path) -> None:
    """The name is on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
