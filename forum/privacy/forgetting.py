"""Forgetting who somebody was: everything about them but what they said, in one transaction."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, delete, or_, select

from forum import ids
from forum.accounts.failures import forget_tries_of
from forum.accounts.former import veil_handles
from forum.accounts.keys import Authenticator, Passkey, RecoveryCode, Ticket
from forum.accounts.models import Account, Role, Session, no_email_key
from forum.accounts.reserved import LEFT
from forum.db import Base, db
from forum.discussion.drafts import forget_draft
from forum.discussion.models import Mute, Visit
from forum.mail.models import Mail, Undeliverable
from forum.moderation.models import Sanction
from forum.moderation.trial_rows import Trial
from forum.privacy.belongings import mails_to, refusals_of_mail_to, tickets_of
from forum.queue.models import Lease, Note, QueueView

NAME = "Deleted member"


def forget_person(account: Account) -> None:
    """Leave of `account` a row without a name, that what they said can hang on."""
    _forget_mail(account)
    for words in db.session.scalars(select(Ticket.draft).where(tickets_of(account), Ticket.draft != "")):
        forget_draft(words)
    for table, theirs in _of_theirs(account):
        db.session.execute(delete(table).where(theirs), execution_options={"synchronize_session": False})
    forget_tries_of(account)
    veil_handles(account)
    _unname(account)
    db.session.flush()


def _of_theirs(account: Account) -> Sequence[tuple[type[Base], ColumnElement[bool]]]:
    return [
        (Session, Session.account_id == account.id),
        (Authenticator, Authenticator.account_id == account.id),
        (RecoveryCode, RecoveryCode.account_id == account.id),
        (Passkey, Passkey.account_id == account.id),
        (Visit, Visit.account_id == account.id),
        (Mute, or_(Mute.account_id == account.id, Mute.muted_id == account.id)),
        (Ticket, tickets_of(account)),
        (Sanction, Sanction.account_id == account.id),
        (Note, Note.account_id == account.id),
        (QueueView, QueueView.account_id == account.id),
        (Lease, Lease.account_id == account.id),
        (Trial, Trial.by_id == account.id),
    ]


def _forget_mail(account: Account) -> None:
    """What waits is not sent any more: what follows from a mail that is gone is nothing."""
    db.session.execute(delete(Mail).where(mails_to(account)))
    db.session.execute(delete(Undeliverable).where(refusals_of_mail_to(account)))


def _unname(account: Account) -> None:
    account.handle = LEFT + ids.to_text(account.id)
    account.handle_key = account.handle
    account.handle_skeleton = f"{LEFT}:{account.id}"  # no handle looks like that
    account.email, account.email_key = "", no_email_key(account.id)
    account.display_name, account.bio = NAME, ""
    account.badge = account.password_hash = account.confirmed_at = None
    account.role, account.is_guest = Role.READER, False
    account.trusted_at = account.held_at = account.muted_until = account.banned_at = account.warned_at = None
