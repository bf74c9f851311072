"""What a person's export holds, column by column.

Every column of every table stands either here or in the list of what is left out, each with its reason
(`tests/privacy/left_out.py`): a new column fails a test until somebody has decided.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import InstrumentedAttribute, aliased

from forum.accounts.former import MARK
from forum.accounts.keys import Authenticator, Passkey, Ticket
from forum.accounts.models import Account, FormerHandle, LegalHold, Session
from forum.articles.models import Article
from forum.db import Base
from forum.discussion.models import Comment, Mute, Recommendation, Revision, Visit
from forum.mail.models import Mail, Undeliverable
from forum.moderation.models import Decision
from forum.privacy.belongings import mails_to, refusals_of_mail_to, tickets_of

Words = Mapping[str, Any]  # by key of the document, the column


@dataclass(frozen=True)
class Join:
    """Another table beside a section's own, for what an id alone would not tell."""

    target: Any
    on: ColumnElement[bool]


@dataclass(frozen=True)
class Section:
    """A list in the document: rows of `table` that are theirs, in the order of `key`, which no two rows share."""

    name: str
    table: type[Base]
    theirs: Callable[[Account], ColumnElement[bool]]
    key: Sequence[InstrumentedAttribute[Any]]
    words: Words
    joins: Sequence[Join] = ()


# With each comment: what it said before, and what was decided about it (not by whom).
REVISION: Words = {"text": Revision.body_source, "written": Revision.written_at}
DECISION: Words = {
    "decision": Decision.verb,
    "reason": Decision.reason,
    "before": Decision.state_before,
    "after": Decision.state_after,
    "at": Decision.created_at,
}
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
    "to_be_deleted": Account.erase_at,
    "comments_to_be_deleted": Account.erase_words,
}
_ARTICLE: Words = {"article": Article.slug, "article_title": Article.title, "article_url": Article.url}
_Muted = aliased(Account)

COMMENTS = Section(
    "comments",
    Comment,
    lambda account: Comment.author_id == account.id,
    (Comment.created_at, Comment.id),
    {
        "id": Comment.id,
        **_ARTICLE,
        "reply_to": Comment.parent_id,
        "written": Comment.created_at,
        "edited": Comment.edited_at,
        "deleted": Comment.deleted_at,
        "state": Comment.state,
        "reason": Comment.state_reason,
        "text": Comment.body_source,
        "spoiler": Comment.spoiler_scope,
        "recommendations": Comment.recommend_count,
        "replies": Comment.reply_count,
    },
    (Join(Article, Article.id == Comment.article_id),),
)
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
    Section(
        "sessions",
        Session,
        lambda account: Session.account_id == account.id,
        (Session.id,),
        {
            "device": Session.device,
            "began": Session.created_at,
            "last_seen": Session.last_seen_at,
            "ends": Session.expires_at,
            "proved": Session.proved_at,
            "second_factor": Session.second_at,
        },
    ),
    Section(
        "passkeys",
        Passkey,
        lambda account: Passkey.account_id == account.id,
        (Passkey.id,),
        {"name": Passkey.name, "made": Passkey.created_at, "last_used": Passkey.last_used_at},
    ),
    Section(
        "authenticators",
        Authenticator,
        lambda account: Authenticator.account_id == account.id,
        (Authenticator.account_id,),
        {"made": Authenticator.created_at, "confirmed": Authenticator.confirmed_at},
    ),
    Section(
        "tickets",
        Ticket,
        tickets_of,
        (Ticket.id,),
        {
            "for": Ticket.purpose,
            "email": Ticket.email,
            "name": Ticket.name,
            "next": Ticket.next,
            "asked": Ticket.created_at,
            "ends": Ticket.expires_at,
            "used": Ticket.used_at,
            "wrong_codes": Ticket.wrong_codes,
        },
    ),
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
            "refusals": Undeliverable.refusals,
            "server_said": Undeliverable.last_reply,
            "last": Undeliverable.last_at,
        },
    ),
    Section(
        "mutes",
        Mute,
        lambda account: Mute.account_id == account.id,
        (Mute.muted_id,),
        {"person": _Muted.handle, "since": Mute.created_at},
        (Join(_Muted, _Muted.id == Mute.muted_id),),
    ),
    Section(
        "visits",
        Visit,
        lambda account: Visit.account_id == account.id,
        (Visit.article_id,),
        {**_ARTICLE, "old_before": Visit.before, "began": Visit.began, "last": Visit.last_at, "seen": Visit.seen},
        (Join(Article, Article.id == Visit.article_id),),
    ),
    Section(
        "recommendations",
        Recommendation,
        lambda account: Recommendation.account_id == account.id,
        (Recommendation.comment_id,),
        {"comment": Recommendation.comment_id, "article": Article.slug, "at": Recommendation.created_at},
        (Join(Comment, Comment.id == Recommendation.comment_id), Join(Article, Article.id == Comment.article_id)),
    ),
    Section(
        "decisions_made",
        Decision,
        lambda account: Decision.by_id == account.id,
        (Decision.id,),
        {"comment": Decision.comment_id, **DECISION},
    ),
    COMMENTS,
)
