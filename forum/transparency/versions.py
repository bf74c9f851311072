"""Which terms and rules hold, and which held before."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from forum.db import db
from forum.errors import NotFound
from forum.statements.published import NAMES, Terms, TermsKind


def published_kinds() -> Sequence[TermsKind]:
    """Those of which there is a version, in their order."""
    found = set(db.session.scalars(select(Terms.kind).distinct()))
    return [kind for kind in TermsKind if kind in found]


def versions_of(kind: TermsKind) -> Sequence[Terms]:
    """The newest first."""
    return db.session.scalars(select(Terms).where(Terms.kind == kind).order_by(Terms.id.desc())).all()


def in_force(kind: TermsKind) -> Terms | None:
    return db.session.scalar(select(Terms).where(Terms.kind == kind).order_by(Terms.id.desc()).limit(1))


def in_force_or_404(kind: TermsKind) -> Terms:
    found = in_force(kind)
    if found is None:
        raise NotFound(f"{NAMES[kind]} were not published here.")
    return found


def version_or_404(terms_id: int) -> Terms:
    found = db.session.get(Terms, terms_id)
    if found is None:
        raise NotFound("There is no such version.")
    return found


def ended_at(version: Terms) -> datetime | None:
    """When the next one took its place."""
    later = select(Terms.published_at).where(Terms.kind == version.kind, Terms.id > version.id)
    return db.session.scalar(later.order_by(Terms.id).limit(1))
