"""The digest in which a backup ends: of every byte before it, so that no change goes unseen.

It is the last part of the zip's comment, which programs that read zips leave alone. It finds what a disk or a
network did; who means harm can make another seal, and whoever can write the owner's backups is trusted anyway.
"""

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

LENGTH = 64  # of a SHA-256 in hexadecimal
BLANK = b"Made by forum backup. SHA-256 of every byte before this digest: " + b"0" * LENGTH
CHUNK = 1 << 20


def seal(path: Path) -> None:
    """Put the digest where the archive's comment has zeros, and wait for the disk."""
    with path.open("r+b") as file:
        digest = _digest(file)
        file.seek(-LENGTH, os.SEEK_END)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):  # what is read again next should come from the disk, not from memory
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


def is_unbroken(file: BinaryIO) -> bool:
    """Whether every byte is as it was when the archive was sealed."""
    digest = _digest(file)
    return file.read(LENGTH + 1) == digest


def _digest(file: BinaryIO) -> bytes:
    """Of all but the last `LENGTH` bytes; the file then stands behind these."""
    left = file.seek(0, os.SEEK_END) - LENGTH
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (chunk := file.read(min(CHUNK, left))):
        digest.update(chunk)
        left -= len(chunk)
    return digest.hexdigest().encode()
