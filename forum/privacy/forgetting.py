"""Forgetting who somebody was: everything about them but what they said, in one transaction."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, or_, select, update

from forum import clock, ids
from forum.accounts.failures import forget_tries_of
from forum.accounts.former import veil_handles
from forum.accounts.keys import Authenticator, Passkey, RecoveryCode, Ticket
from forum.accounts.models import Account, Role, Session, no_email_key
from forum.accounts.reserved import LEFT
from forum.db import Base, db
from forum.discussion.drafts import forget_draft
from forum.discussion.models import Mute, Visit
from forum.discussion.reports import LegalNotice, Report, key_of_nobody
from forum.mail.models import Mail, Undeliverable
from forum.measures.models import SecondLook
from forum.moderation.models import Sanction
from forum.moderation.trial_rows import Trial
from forum.notifications.models import Choice, Following, Notification, Place
from forum.privacy.belongings import mails_to, notices_of, refusals_of_mail_to, tickets_of
from forum.queue.models import Lease, Note, QueueView
from forum.rounds.models import RoundItem, StaffRound
from forum.sso.barring import bar
from forum.sso.models import Identity
from forum.statements.models import Appeal, AppealOutcome, Statement
from forum.syndication.models import RepliesFeed

NAME = "Deleted member"


def forget_person(account: Account) -> None:
    """Leave of `account` a row without a name, that what they said can hang on."""
    if account.banned_at is not None:
        bar(account)
    _forget_mail(account)
    for words in db.session.scalars(select(Ticket.draft).where(tickets_of(account), Ticket.draft != "")):
        forget_draft(words)
    for table, theirs in _of_theirs(account):
        db.session.execute(delete(table).where(theirs), execution_options={"synchronize_session": False})
    _forget_reports(account)
    _forget_redress(account)
    forget_tries_of(account)
    veil_handles(account)
    _unname(account)
    db.session.flush()


def _of_theirs(account: Account) -> Sequence[tuple[type[Base], ColumnElement[bool]]]:
    return [
        (Session, Session.account_id == account.id),
        (Identity, Identity.account_id == account.id),
        (Authenticator, Authenticator.account_id == account.id),
        (RecoveryCode, RecoveryCode.account_id == account.id),
        (Passkey, Passkey.account_id == account.id),
        (Visit, Visit.account_id == account.id),
        (Mute, or_(Mute.account_id == account.id, Mute.muted_id == account.id)),
        (Ticket, tickets_of(account)),
        (Sanction, Sanction.account_id == account.id),
        (Note, Note.account_id == account.id),
        (QueueView, QueueView.account_id == account.id),
        (SecondLook, SecondLook.account_id == account.id),
        (RoundItem, RoundItem.person_id == account.id),
        (StaffRound, StaffRound.person_id == account.id),
        (Lease, Lease.account_id == account.id),
        (Trial, Trial.by_id == account.id),
        (Notification, Notification.person_id == account.id),
        (Choice, Choice.person_id == account.id),
        (RepliesFeed, RepliesFeed.account_id == account.id),
        (Following, or_(Following.person_id == account.id, _names(account))),
    ]


def _names(account: Account) -> ColumnElement[bool]:
    """That others follow them: there is nobody to follow any more."""
    return (Following.place == Place.PERSON) & (Following.key == ids.to_text(account.id))


def _forget_redress(account: Account) -> None:
    """What was decided stays to be counted; what they wrote goes, and what was written about them as a person."""
    waiting = update(Appeal).where(Appeal.person_id == account.id, Appeal.outcome.is_(None))
    moot = {"outcome": AppealOutcome.MOOT, "decided_at": clock.now()}
    theirs = update(Appeal).where(Appeal.person_id == account.id).values(person_id=None, words="", answer="")
    of_person = update(Statement).where(Statement.person_id == account.id, Statement.comment_id.is_(None))
    stated = update(Statement).where(Statement.person_id == account.id).values(person_id=None)
    for each in (waiting.values(moot), theirs, of_person.values(message=""), stated):
        db.session.execute(each, execution_options={"synchronize_session": False})


def _forget_mail(account: Account) -> None:
    """What waits is not sent any more: what follows from a mail that is gone is nothing."""
    db.session.execute(delete(Mail).where(mails_to(account)))
    db.session.execute(delete(Undeliverable).where(refusals_of_mail_to(account)))


def _forget_reports(account: Account) -> None:
    """That something was reported stays, with what came of it; who did, and their words, do not."""
    unnamed = {"name": "", "email": "", "explanation": "", "forgotten_at": clock.now()}
    unsaid = {"reporter_id": None, "note": "", "wants_word": False}
    as_they_are = {"synchronize_session": False}
    db.session.execute(update(LegalNotice).where(notices_of(account)).values(unnamed), execution_options=as_they_are)
    theirs = update(Report).where(Report.reporter_id == account.id)
    db.session.execute(theirs.values(reporter_key=key_of_nobody(), **unsaid), execution_options=as_they_are)


def _unname(account: Account) -> None:
    account.handle = LEFT + ids.to_text(account.id)
    account.handle_key = account.handle
    account.handle_skeleton = f"{LEFT}:{account.id}"  # no handle looks like that
    account.email, account.email_key = "", no_email_key(account.id)
    account.display_name, account.bio = NAME, ""
    account.badge = account.password_hash = account.confirmed_at = None
    account.role, account.is_guest, account.blurs_words = Role.READER, False, False
    account.trusted_at = account.held_at = account.muted_until = account.banned_at = account.warned_at = None
    account.time_zone = account.role_until = account.may_post_until = None
