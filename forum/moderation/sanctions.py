"""What is done to people: warned, held, muted, banned, and let go again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update

from forum import clock
from forum.accounts.models import Account, Role, Session
from forum.db import db
from forum.discussion.models import PUBLIC, WAITING, Comment
from forum.errors import Conflict, Forbidden, NotFound, require
from forum.moderation.events import PersonSanctioned
from forum.moderation.log import Happened, log
from forum.moderation.models import Kind, Sanction
from forum.moderation.permissions import may_sanction
from forum.moderation.sanction_form import SanctionForm
from forum.outbox.record import record
from forum.statements.models import Source
from forum.statements.stating import state_sanction, withdraw_sanction

_TOLD: Mapping[Kind, str] = {
    Kind.WARN: "A moderator has warned you",
    Kind.HOLD: "From now on your comments wait for a moderator",
    Kind.MUTE: "A moderator has asked you to pause",
    Kind.BAN: "You were banned from commenting",
}


@dataclass(frozen=True)
class Effect:
    """What somebody has here, on which a sanction would bear."""

    public: int
    waiting: int
    browsers: int


def impose(person: Account, form: SanctionForm, by: Account) -> Sanction:
    """Warn, hold, mute or ban `person`, who is told why. What they have said stays as it is."""
    person = _held(person)
    require(may_sanction(by, person))
    if form.kind == Kind.BAN and person.role == Role.ADMIN:
        _require_another_admin(person)
    if form.kind != Kind.WARN and lasting(person, form.kind) is not None:
        raise Conflict("That was done already. Look at the history below.")
    now = clock.now()
    until = now + timedelta(days=form.days) if form.kind == Kind.MUTE else None
    row = Sanction(account_id=person.id, kind=form.kind, reason=form.reason, by_id=by.id, created_at=now, until=until)
    db.session.add(row)
    _set(person, form.kind, until or now)
    db.session.flush()
    statement = state_sanction(person, row.id, form.kind, _TOLD[form.kind], form.reason, until=until)
    record(PersonSanctioned(row.id, statement.id))
    if form.kind == Kind.BAN:
        _end_sessions(person, now)
    noted = {"source": str(Source.OWN), "ground": "own words"}
    log(_happened(form.kind, row, by, after={"until": until.isoformat()} if until else True, more=noted))
    return row


def release(sanction_id: int, person: Account, by: Account) -> None:
    """End it before its time. Of a warning: they need not read it."""
    person = _held(person)
    require(may_sanction(by, person))
    row = db.session.get(Sanction, sanction_id, populate_existing=True)
    if row is None or row.account_id != person.id:
        raise NotFound("There is no such entry.")
    if not is_lasting(row, clock.now()):
        raise Conflict("That is over already.")
    row.ended_at, row.ended_by_id = clock.now(), by.id
    db.session.flush()
    if lasting(person, row.kind) is None:
        _set(person, row.kind, None)
    withdraw_sanction(row.id)
    record(PersonSanctioned(row.id, None))
    log(_happened(f"end-{row.kind}", row, by, before=True))


def acknowledge(person: Account) -> None:
    """They have read every warning, and may write again."""
    if person.warned_at is None:
        return
    now = clock.now()
    unread = update(Sanction).where(Sanction.account_id == person.id, Sanction.kind == Kind.WARN)
    db.session.execute(unread.where(Sanction.ended_at.is_(None)).values(ended_at=now, ended_by_id=person.id))
    person.warned_at = None
    log(Happened("warning-read", person.id, person_id=person.id))


def unread_warnings(person: Account) -> Sequence[Sanction]:
    unread = select(Sanction).where(Sanction.account_id == person.id, Sanction.kind == Kind.WARN)
    return db.session.scalars(unread.where(Sanction.ended_at.is_(None)).order_by(Sanction.id)).all()


def history_of(person: Account) -> Sequence[tuple[Sanction, str | None]]:
    """All of it, the latest first, and who did it."""
    query = select(Sanction, Account.display_name).outerjoin(Account, Account.id == Sanction.by_id)
    rows = db.session.execute(query.where(Sanction.account_id == person.id).order_by(Sanction.id.desc()))
    return [(row[0], row[1]) for row in rows]


def effect_on(person: Account) -> Effect:
    """What to know before doing it."""
    said = select(func.count()).where(Comment.author_id == person.id)
    here = select(func.count()).where(Session.account_id == person.id, Session.expires_at > clock.now())
    public = db.session.scalar(said.where(Comment.state.in_(sorted(PUBLIC)))) or 0
    waiting = db.session.scalar(said.where(Comment.state.in_(sorted(WAITING)))) or 0
    return Effect(public, waiting, db.session.scalar(here) or 0)


def lasting(person: Account, kind: Kind) -> Sanction | None:
    """The latest of the kind that is not over."""
    rows = db.session.scalars(
        select(Sanction).where(Sanction.account_id == person.id, Sanction.kind == kind, Sanction.ended_at.is_(None))
    ).all()
    return next((row for row in reversed(rows) if is_lasting(row, clock.now())), None)


def is_lasting(row: Sanction, now: datetime) -> bool:
    return row.ended_at is None and (row.until is None or row.until > now)


def _held(person: Account) -> Account:
    """Nobody else decides about them meanwhile. On PostgreSQL two admins who ban each other take turns here."""
    if person.role == Role.ADMIN:
        db.session.execute(select(Account.id).where(Account.role == Role.ADMIN).order_by(Account.id).with_for_update())
    return db.session.get_one(Account, person.id, with_for_update=True, populate_existing=True)


def _set(person: Account, kind: Kind, at: datetime | None) -> None:
    column = {Kind.WARN: "warned_at", Kind.HOLD: "held_at", Kind.MUTE: "muted_until", Kind.BAN: "banned_at"}[kind]
    setattr(person, column, at)


def _require_another_admin(person: Account) -> None:
    admins = select(Account.id).where(Account.role == Role.ADMIN, Account.banned_at.is_(None))
    if set(db.session.scalars(admins)) <= {person.id}:
        raise Forbidden("This is the only admin. Make somebody else an admin first.")


def _end_sessions(person: Account, now: datetime) -> None:
    """At once; where they began is remembered for as long as of anybody, since who is banned may come back."""
    theirs = update(Session).where(Session.account_id == person.id, Session.expires_at > now)
    db.session.execute(theirs.values(expires_at=now))


def _happened(kind: str, row: Sanction, by: Account, **facts: object) -> Happened:
    return Happened(str(kind), by.id, person_id=row.account_id, reason=row.reason, **facts)  # type: ignore[arg-type]
