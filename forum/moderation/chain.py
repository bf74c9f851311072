"""The chain of the log, pure: what an entry is sealed with, and where a chain is broken."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

# What stands before the first entry.
BEGINNING = "0" * 64
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Entry(Protocol):
    """What is sealed of an entry, and the seal."""

    id: Any
    at: Any
    kind: Any
    actor_id: Any
    person_id: Any
    comment_id: Any
    article_id: Any
    words_digest: Any
    previous: Any
    seal: Any


@dataclass(frozen=True)
class Text:
    """The words of an entry and their salt, where they are still there."""

    salt: str
    words: Mapping[str, Any]


@dataclass(frozen=True)
class Gone:
    """The words of an entry are not there; `by` is the last entry that says that such words were erased, or 0."""

    by: int


def digest_of(salt: str, words: Mapping[str, Any]) -> str:
    return hashlib.sha256(f"{salt}\n{_spelled(words)}".encode()).hexdigest()


def seal_of(entry: Entry) -> str:
    facts = [
        entry.id,
        (entry.at - _EPOCH) // timedelta(microseconds=1),
        entry.kind,
        entry.actor_id,
        entry.person_id,
        entry.comment_id,
        entry.article_id,
        entry.words_digest,
        entry.previous,
    ]
    return hashlib.sha256(_spelled(facts).encode()).hexdigest()


class Broken(Exception):
    """The first entry at which the chain does not hold, and how that shows."""

    def __init__(self, number: int, sentence: str) -> None:
        super().__init__(sentence)
        self.number, self.sentence = number, sentence


def follow(entries: Iterable[tuple[Entry, Text | Gone]], after: tuple[int, str] = (0, BEGINNING)) -> tuple[int, str]:
    """Go along the chain from `after` (a number and its seal); where it ends. Broken at the first bad entry."""
    number, seal = after
    for entry, words in entries:
        number += 1
        if entry.id != number:
            raise Broken(number, f"entry {number} is missing")
        if entry.previous != seal:
            raise Broken(number, f"entry {number} does not follow the one before it")
        if entry.seal != seal_of(entry):
            raise Broken(number, f"entry {number} was changed")
        _require_words(entry, words)
        seal = entry.seal
    return number, seal


def _require_words(entry: Entry, words: Text | Gone) -> None:
    """They are as they were sealed, or went before an entry that says so: an erasure covers nothing that came later."""
    if isinstance(words, Text):
        if entry.words_digest != digest_of(words.salt, words.words):
            raise Broken(entry.id, f"the words of entry {entry.id} were changed")
    elif words.by <= entry.id:
        raise Broken(entry.id, f"the words of entry {entry.id} were deleted, and no entry says that they were erased")


def _spelled(value: Any) -> str:
    """One spelling, whatever database kept it."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
