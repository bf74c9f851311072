"""The log of what staff did: written in the transaction that did it, and read again.

*Why a lock.* Each entry is sealed with the one before, so two who write at the same moment have to take turns. On
SQLite the transaction is that turn; on PostgreSQL it is a lock that is taken last of all, when everything else that
the transaction holds is held, so that nobody waits in a circle.
"""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.moderation.chain import BEGINNING, Broken, Gone, Text, digest_of, follow, seal_of
from forum.moderation.records import LogEntry, LogText

# Which of PostgreSQL's advisory locks is the log's turn.
TURN = 0x6C6F67
AT_ONCE = 1_000
# The kind of the entries that say: what the log said so far about this person, or of this discussion, was erased.
ERASE = "erase"
PAGE_SIZE = 50


@dataclass(frozen=True)
class Happened:
    """What is to be logged. Of people, comments and articles only the number: names are looked up, or forgotten."""

    kind: str
    by_id: int | None  # None: whoever runs the site, at the command line
    person_id: int | None = None
    comment_id: int | None = None
    article_id: int | None = None
    before: Any = None
    after: Any = None
    reason: str | None = None
    revision: int | None = None
    more: dict[str, Any] = field(default_factory=dict)

    def words(self) -> dict[str, Any]:
        told = {"before": self.before, "after": self.after, "reason": self.reason, "revision": self.revision}
        return {name: value for name, value in {**told, **self.more}.items() if value is not None}


def log(*events: Happened) -> None:
    """Add them to the chain, in this order. To be called last, once all that is held is held."""
    db.session.flush()
    _take_turn()
    last = db.session.execute(select(LogEntry.id, LogEntry.seal).order_by(LogEntry.id.desc()).limit(1)).one_or_none()
    number, seal = last or (0, BEGINNING)
    for happened in events:
        number += 1
        seal = _add(number, seal, happened)
    db.session.flush()


def erase_words(*erasures: Happened) -> None:
    """Delete what the log says so far of whom or what each is about, and log that. To be called last, like `log`."""
    db.session.flush()
    _take_turn()  # so that nobody adds words before the entry which says that there are none
    for erasure in erasures:
        theirs = select(LogEntry.id).where(_is_about(erasure))
        db.session.execute(
            delete(LogText).where(LogText.entry_id.in_(theirs)), execution_options={"synchronize_session": False}
        )
    log(*erasures)


def spoken_of(column: InstrumentedAttribute[int | None], numbers: Sequence[int]) -> Sequence[int]:
    """Those of the people or articles of whom or which the log says something in words."""
    with_words = select(column).join(LogText, LogText.entry_id == LogEntry.id).where(column.in_(numbers))
    return [number for number in db.session.scalars(with_words.distinct().order_by(column)) if number is not None]


def _is_about(erasure: Happened) -> ColumnElement[bool]:
    about = ((LogEntry.person_id, erasure.person_id), (LogEntry.article_id, erasure.article_id))
    return or_(*(column == number for column, number in about if number is not None))


def _take_turn() -> None:
    if db.engine.dialect.name == "postgresql":
        db.session.execute(select(func.pg_advisory_xact_lock(TURN)))


def _add(number: int, previous: str, happened: Happened) -> str:
    salt, words = secrets.token_hex(16), happened.words()
    entry = LogEntry(
        id=number,
        at=clock.now(),
        kind=happened.kind,
        actor_id=happened.by_id,
        person_id=happened.person_id,
        comment_id=happened.comment_id,
        article_id=happened.article_id,
        words_digest=digest_of(salt, words),
        previous=previous,
    )
    entry.seal = seal_of(entry)
    db.session.add_all([entry, LogText(entry_id=number, salt=salt, words=words)])
    return entry.seal


def log_change(
    kind: str, by: Account | None, person: Account, before: Any, after: Any, reason: str | None = None
) -> None:
    """That something about `person` was changed: their role, badge, hold."""
    if before != after:
        by_id = by.id if by else None
        log(Happened(kind, by_id, person_id=person.id, before=before, after=after, reason=reason))


def length() -> int:
    return db.session.scalar(select(func.max(LogEntry.id))) or 0


def verified() -> Iterator[tuple[int, str]]:
    """Go along the whole log, a thousand entries at a time; yields how far it holds and the seal there.

    Broken at the first entry that does not. Whoever changed the last entry, or cut some off, and could compute all
    seals anew is found by a seal that was noted elsewhere: the command says the last one.
    """
    at = (0, BEGINNING)
    while True:
        rows = db.session.execute(_with_text().where(LogEntry.id > at[0]).order_by(LogEntry.id).limit(AT_ONCE)).all()
        erased = _erasures([entry for entry, text in rows if not text])
        at = follow(
            ((entry, Text(text.salt, text.words) if text else Gone(erased[entry.id])) for entry, text in rows), at
        )
        db.session.rollback()  # nobody waits for us while the next are fetched
        yield at
        if len(rows) < AT_ONCE:
            return


def _erasures(wordless: Sequence[LogEntry]) -> Mapping[int, int]:
    """By entries without words, the last entry that says of their person or article that words were erased; or 0."""
    found = dict.fromkeys((entry.id for entry in wordless), 0)
    for column in (LogEntry.person_id, LogEntry.article_id):
        about = [(entry.id, getattr(entry, column.key)) for entry in wordless]
        of_theirs = (LogEntry.kind == ERASE, column.in_({number for _, number in about if number is not None}))
        last = dict(db.session.execute(select(column, func.max(LogEntry.id)).where(*of_theirs).group_by(column)).all())
        found |= {entry_id: max(found[entry_id], last.get(number, 0)) for entry_id, number in about}
    return found


def require_noted(number: int, seal: str) -> None:
    """Broken when the entry is not the one that somebody noted: all after it may have been sealed anew, or cut off."""
    found = db.session.scalar(select(LogEntry.seal).where(LogEntry.id == number))
    if found is None:
        raise Broken(number, f"entry {number}, which was noted, is missing")
    if found != seal:
        raise Broken(number, f"entry {number} is not the one that was noted")


def page_of_log(
    actor: int | None = None, person: int | None = None, kind: str | None = None, before: int | None = None
) -> tuple[Sequence[tuple[LogEntry, LogText | None]], int | None]:
    """The latest entries first, of whom and what was asked for; and before which the next page begins."""
    query = _with_text().order_by(LogEntry.id.desc()).limit(PAGE_SIZE + 1)
    asked = ((LogEntry.actor_id, actor), (LogEntry.person_id, person), (LogEntry.kind, kind or None))
    for column, value in asked:
        query = query if value is None else query.where(column == value)
    query = query if before is None else query.where(LogEntry.id < before)
    rows = [(row[0], row[1]) for row in db.session.execute(query)]
    shown = rows[:PAGE_SIZE]
    return shown, shown[-1][0].id if len(rows) > len(shown) else None


def kinds() -> Sequence[str]:
    """What was ever logged, for a list to choose from."""
    return db.session.scalars(select(LogEntry.kind).distinct().order_by(LogEntry.kind)).all()


def _with_text() -> Select[Any, Any]:
    return select(LogEntry, LogText).outerjoin(LogText, LogText.entry_id == LogEntry.id)
