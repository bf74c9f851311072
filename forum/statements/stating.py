"""Stating to somebody why something was done to their words or to them, taking that back, and the mails of both.

*Why a minute.* Whoever slips undoes it within half of one (`moderation.undoing`): of that nobody need read a mail. The
words are made when it goes, of what still holds.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import select

from forum import clock
from forum.accounts.models import Account
from forum.db import db
from forum.mail.models import Mail, State
from forum.mail.post import is_possible, shows_mailbox, write
from forum.statements.models import Source, Statement
from forum.statements.published import TermsKind, id_in_force

MAILED_AFTER = timedelta(seconds=60)
# Of more it is told how many they are.
LISTED = 20


def tell(statements: Sequence[Statement]) -> None:
    """One mail to each person whom they are for; who has no address finds them on the site."""
    if not statements or not is_possible():
        return
    for person, theirs in _by_person(statements):
        mail = write("statement", person.email, {}, person.id, clock.now() + MAILED_AFTER)
        mail.payload = {"mail": mail.id}
        for statement in theirs:
            statement.mail_id = mail.id


def withdraw(statements: Sequence[Statement], in_silence: bool = False) -> None:
    """They hold no longer; whoever may have been told of them is told that as well, unless `in_silence`."""
    for statement in statements:
        statement.withdrawn_at = clock.now()
    told = [statement for statement in statements if statement.mail_id is not None]
    if in_silence or not told or not is_possible():
        return
    for person, theirs in _by_person(told):
        ids = [statement.id for statement in theirs[:LISTED]]
        # Should they hold again and end again, the mail about that tells them.
        facts = {"statements": ids, "count": len(theirs), "at": clock.now().isoformat()}
        write("lifted", person.email, facts, person.id, clock.now() + MAILED_AFTER)


def revive(statements: Sequence[Statement]) -> None:
    """They hold again, as if they had never been withdrawn; whose mail went without them is told now."""
    untold = [statement for statement in statements if _went_without(statement)]
    for statement in statements:
        statement.withdrawn_at = None
    tell(untold)


def _went_without(statement: Statement) -> bool:
    if statement.mail_id is None or statement.withdrawn_at is None:
        return False
    mail = db.session.get(Mail, statement.mail_id, populate_existing=True)
    if mail is None:
        return False
    return mail.state == State.SKIPPED or (mail.sent_at is not None and mail.sent_at >= statement.withdrawn_at)


def standing_about(comment_ids: Collection[int]) -> Sequence[Statement]:
    """What holds of these comments."""
    if not comment_ids:
        return ()
    about = select(Statement).where(Statement.comment_id.in_(comment_ids), Statement.withdrawn_at.is_(None))
    return db.session.scalars(about.order_by(Statement.id)).all()


def state_sanction(person: Account, sanction: int, action: str, line: str, message: str, **more: object) -> Statement:
    """`sanction` is the id of the row."""
    statement = Statement(
        sanction_id=sanction,
        person_id=person.id,
        action=action,
        public_line=line,
        message=message,
        source=Source.OWN,
        terms_id=id_in_force(TermsKind.RULES),
        created_at=clock.now(),
        **more,
    )
    db.session.add(statement)
    db.session.flush()
    tell([statement])
    return statement


def withdraw_sanction(sanction_id: int) -> None:
    about = select(Statement).where(Statement.sanction_id == sanction_id, Statement.withdrawn_at.is_(None))
    withdraw(db.session.scalars(about).all())


def _by_person(statements: Sequence[Statement]) -> list[tuple[Account, list[Statement]]]:
    """Those who can be mailed, each with what is for them."""
    theirs: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        if statement.person_id is not None:
            theirs[statement.person_id].append(statement)
    known = select(Account).where(Account.id.in_(theirs), Account.erased_at.is_(None), Account.email != "")
    people = db.session.scalars(known.order_by(Account.id))
    # The demonstration's people have no mailbox but the one that is shown on this machine.
    return [(person, theirs[person.id]) for person in people if shows_mailbox() or not person.is_of_demo]
