"""Worlds as they were when they were new: within moments of its making, one is put back instead of made again."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from weakref import WeakKeyDictionary

from flask import Flask
from sqlalchemy import Engine

from forum import clock
from forum.articles.models import Openness
from forum.db import db
from forum.web.pages.shelf import Shelf
from tests.databases import forget_pages
from tests.keeping import keep
from tests.security.reread import Rows, known_of, rows

# Well within the shortest time for which anything in a world is good: a code, a change of mind, a lease.
GOOD_FOR = timedelta(seconds=5)
Standing = tuple[str, Openness]


@dataclass
class Beginning:
    """A site at one moment, and what was known of it. Whatever its settings were is part of it."""

    app: Flask
    name: str
    known: dict[str, Any]
    settings: object = field(init=False)

    def __post_init__(self) -> None:
        self.settings = self.app.extensions["forum.settings"]
        self.rows: Rows = rows()
        self.kept = keep(db.engine, self.name)
        self.made_at = clock.now()

    def is_good(self) -> bool:
        age = clock.now() - self.made_at
        return timedelta() <= age < GOOD_FOR and self.settings == self.app.extensions["forum.settings"]

    def put_back(self) -> dict[str, Any]:
        """What was known is known again; the same people are found in the session."""
        db.session.rollback()
        self.kept.put_back()
        known = known_of(db.engine)
        known.clear()
        known |= self.rows
        # Versions will be counted once more from where they stood: no page may be taken for the one that it was.
        forget_pages(self.app)
        members = self.app.extensions["forum.members"]
        self.app.extensions["forum.members"] = Shelf(members.most)
        return dict(self.known)


# Of each database the world that was made last on no rows at all.
FIRST: WeakKeyDictionary[Engine, Beginning] = WeakKeyDictionary()
