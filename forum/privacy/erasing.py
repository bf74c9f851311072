"""Erasing whoever asked for it and has not thought better of it: who they were at once, what they did afterwards."""

from sqlalchemy import delete, select

from forum import clock
from forum.accounts.models import Account, Role, Session
from forum.db import db
from forum.discussion.bylines import sign_anew
from forum.moderation.log import ERASE, Happened, erase_words
from forum.outbox.dispatch import Turn
from forum.outbox.record import record
from forum.privacy.events import PersonLeft
from forum.privacy.forgetting import forget_person
from forum.privacy.holding import IS_HELD, hold_of
from forum.privacy.unsaying import take_back_recommendations, take_back_words


def erase_due() -> bool:
    """Erase one person whose day is over and who is not on legal hold; whether there may be more."""
    due = (
        select(Account.id)
        .where(Account.erase_at <= clock.now(), Account.erased_at.is_(None), Account.role == Role.READER, ~IS_HELD)
        .order_by(Account.erase_at, Account.id)
        .limit(1)
    )
    account_id = db.session.scalar(due)
    if account_id is None:
        return False
    # Before the account is held: whoever is signed in as them and writes at this moment holds their session first.
    db.session.execute(delete(Session).where(Session.account_id == account_id))
    account = db.session.get_one(Account, account_id, with_for_update=True, populate_existing=True)
    if not _is_due(account):
        db.session.rollback()
        return True
    erase(account, by=account)
    return True


def erase(account: Account, by: Account | None) -> None:
    """Forget who they were; the rest follows. The caller has made sure that they may go; `by` is for the log."""
    forget_person(account)
    account.erased_at = clock.now()
    record(PersonLeft(account.id))
    # What was said about them; that something was done, and when, stays sealed in the log.
    erase_words(Happened(ERASE, by.id if by else None, person_id=account.id))


def take_back_what_they_did(left: PersonLeft, turn: Turn) -> None:
    """What follows from that they left. Begun once more it finds what is done already, and goes on."""
    account = db.session.get(Account, left.account_id, populate_existing=True)
    if account is None or account.erased_at is None:
        return
    with_words, account_id = account.erase_words, account.id
    sign_anew(account)  # first of all: until then pages that are kept show the name
    turn.settle()
    while take_back_recommendations(account_id):
        turn.settle()
    place = take_back_words(account_id, None) if with_words else None
    while place is not None:
        turn.settle()
        place = take_back_words(account_id, place)
    # As long as it stands, there is something to do.
    db.session.get_one(Account, account_id).erase_at = None


def _is_due(account: Account) -> bool:
    """Looked at again, now that nobody can change it: they may have kept it, or it was held, a moment ago."""
    on_time = account.erase_at is not None and account.erase_at <= clock.now()
    return on_time and account.erased_at is None and account.role == Role.READER and hold_of(account) is None
