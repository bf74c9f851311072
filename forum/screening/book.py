"""The rules as they stand: those of the code, overlaid by the rows that staff changed, kept per process.

*Why a stamp.* Everybody who posts needs the rules, and hardly anybody changes them: each asks in passing for four
numbers that tell whether anything has changed, and only then for the rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from forum.db import db
from forum.screening.models import WHOLE_SITE, Rule
from forum.screening.options import Option, Options, Terms
from forum.screening.rulebook import BY_NAME, DEFAULTS
from forum.screening.verdict import Ruling

Stamp = tuple[Any, ...]
# Rows are never taken away and versions only grow; the moment tells apart what was rolled back.
STAMP = select(
    func.count().label("rules"),
    func.sum(Rule.version).label("versions"),
    func.max(Rule.id).label("newest"),
    func.max(Rule.changed_at).label("changed"),
)


@dataclass(frozen=True)
class Book:
    """All rules of one moment."""

    stamp: Stamp
    by_section: Mapping[str, Mapping[str, Terms]]

    def terms(self, section: str | None) -> Mapping[str, Terms]:
        """What counts in a section: its own rules before those of the site."""
        site = self.by_section.get(WHOLE_SITE, {})
        return {**DEFAULTS, **site, **self.by_section.get(section or WHOLE_SITE, {})}


NO_ROWS = Book((0, None, None, None), {})
_kept: WeakKeyDictionary[Engine, Book] = WeakKeyDictionary()


def book_at_hand() -> Book:
    """The rules as this process saw them last. Whoever uses them compares the stamp."""
    return _kept.get(db.engine, NO_ROWS)


def book_read_again() -> Book:
    stamp = tuple(db.session.execute(STAMP).one())
    by_section: dict[str, dict[str, Terms]] = {}
    for rule in db.session.scalars(select(Rule).where(Rule.name.in_(sorted(BY_NAME)))):
        by_section.setdefault(rule.section_name, {})[rule.name] = terms_of(rule)
    book = _kept[db.engine] = Book(stamp, by_section)
    return book


def terms_of(rule: Rule) -> Terms:
    """What the row says; an option that the code has got since is as the code has it."""
    kind = BY_NAME[rule.name]
    options: dict[str, Option] = {name: _option(rule, name, default) for name, default in kind.options.items()}
    return Terms(rule.enabled, Ruling(rule.ruling), Options(options))


def _option(rule: Rule, name: str, default: Option) -> Option:
    value = rule.options.get(name, default)
    if isinstance(default, int):
        return value if isinstance(value, int) else default
    return tuple(str(each) for each in value) if isinstance(value, (list, tuple)) else default
