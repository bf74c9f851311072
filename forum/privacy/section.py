"""What a list in a person's export is made of."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute

from forum.accounts.models import Account
from forum.db import Base

Words = Mapping[str, Any]  # by key of the document, the column


@dataclass(frozen=True)
class Join:
    """Another table beside a section's own, for what an id alone would not tell."""

    target: Any
    on: ColumnElement[bool]


@dataclass(frozen=True)
class Section:
    """A list in the document: rows of `table` that are theirs, in the order of `key`, which no two rows share."""

    name: str
    table: type[Base]
    theirs: Callable[[Account], ColumnElement[bool]]
    key: Sequence[InstrumentedAttribute[Any]]
    words: Words
    joins: Sequence[Join] = ()
