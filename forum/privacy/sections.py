"""What a person's export holds, column by column.

Every column of every table stands either here or in the list of what is left out, each with its reason
(`tests/privacy/left_out.py`): a new column fails a test until somebody has decided.
"""

from collections.abc import Sequence

from forum.accounts.former import MARK
from forum.accounts.models import Account, FormerHandle, LegalHold
from forum.mail.models import Mail, Undeliverable
from forum.measures.models import SecondLook
from forum.moderation.models import Decision, Sanction
from forum.privacy.belongings import mails_to, refusals_of_mail_to
from forum.privacy.discussion_sections import OF_THE_DISCUSSION
from forum.privacy.section import Join, Section, Words
from forum.privacy.told_sections import OF_WHAT_IS_TOLD
from forum.privacy.way_in_sections import OF_THE_WAYS_IN
from forum.queue.models import Note, QueueView
from forum.statements.models import Appeal, Statement

ACCOUNT: Words = {
    "id": Account.id,
    "handle": Account.handle,
    "name": Account.display_name,
    "email": Account.email,
    "email_confirmed": Account.confirmed_at,
    "bio": Account.bio,
    "badge": Account.badge,
    "role": Account.role,
    "since": Account.created_at,
    "is_guest": Account.is_guest,
    "warned": Account.warned_at,
    "to_be_deleted": Account.erase_at,
    "comments_to_be_deleted": Account.erase_words,
    "trusted": Account.trusted_at,
    "held": Account.held_at,
    "muted_until": Account.muted_until,
    "banned": Account.banned_at,
    "blurs_words": Account.blurs_words,
    "time_zone": Account.time_zone,
    "role_until": Account.role_until,
    "may_post_until": Account.may_post_until,
}
SECTIONS: Sequence[Section] = (
    Section(
        "former_handles",
        FormerHandle,
        lambda account: (FormerHandle.account_id == account.id) & ~FormerHandle.handle_key.startswith(MARK),
        (FormerHandle.handle_key,),
        {"handle": FormerHandle.handle_key, "given_up": FormerHandle.given_up_at},
    ),
    Section(
        "legal_holds",
        LegalHold,
        lambda account: LegalHold.account_id == account.id,
        (LegalHold.account_id,),
        {"reason": LegalHold.reason, "since": LegalHold.since},
    ),
    *OF_THE_WAYS_IN,
    Section(
        "mails",
        Mail,
        mails_to,
        (Mail.id,),
        {
            "for": Mail.purpose,
            "to": Mail.recipient,
            "written": Mail.created_at,
            "state": Mail.state,
            "sent": Mail.sent_at,
            "server_said": Mail.last_reply,
        },
    ),
    Section(
        "refusals_of_mail",
        Undeliverable,
        refusals_of_mail_to,
        (Undeliverable.address,),
        {
            "address": Undeliverable.address,
            "score": Undeliverable.score,
            "server_said": Undeliverable.last_reply,
            "last": Undeliverable.last_at,
        },
    ),
    Section(
        "sanctions",
        Sanction,
        lambda account: Sanction.account_id == account.id,
        (Sanction.id,),
        {
            "what": Sanction.kind,
            "reason": Sanction.reason,
            "at": Sanction.created_at,
            "until": Sanction.until,
            "ended": Sanction.ended_at,
        },
    ),
    Section(
        "statements",
        Statement,
        lambda account: Statement.person_id == account.id,
        (Statement.id,),
        {
            "what": Statement.action,
            "comment": Statement.comment_id,
            "reason": Statement.public_line,
            "message": Statement.message,
            "against_the_law": Statement.is_of_law,
            "found_by": Statement.source,
            "rule": Statement.rule,
            "at": Statement.created_at,
            "until": Statement.until,
            "withdrawn": Statement.withdrawn_at,
        },
    ),
    Section(
        "appeals",
        Appeal,
        lambda account: Appeal.person_id == account.id,
        (Appeal.id,),
        {
            "against": Statement.action,
            "text": Appeal.words,
            "at": Appeal.created_at,
            "outcome": Appeal.outcome,
            "answer": Appeal.answer,
            "answered": Appeal.decided_at,
        },
        (Join(Statement, Statement.id == Appeal.statement_id),),
    ),
    Section(
        "notes",
        Note,
        lambda account: Note.account_id == account.id,
        (Note.id,),
        {"note": Note.body, "at": Note.created_at},
    ),
    Section(
        "queue_views",
        QueueView,
        lambda account: QueueView.account_id == account.id,
        (QueueView.id,),
        {"name": QueueView.name, "search": QueueView.query},
    ),
    Section(
        "second_looks",
        SecondLook,
        lambda account: SecondLook.account_id == account.id,
        (SecondLook.decision_id,),
        {"comment": Decision.comment_id, "let_stand": SecondLook.lets_stand, "at": SecondLook.created_at},
        (Join(Decision, Decision.id == SecondLook.decision_id),),
    ),
    *OF_WHAT_IS_TOLD,
    *OF_THE_DISCUSSION,
)
