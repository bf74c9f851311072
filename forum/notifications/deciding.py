"""What was decided about somebody's words, or about them: told to them, once for each decision.

What is not published, appeals and measures have mails of their own (`statements`, `redress`), which the law wants and
nobody can turn off: here they come into the inbox. That something was published or picked is mailed as a notification.
"""

from typing import Any

from sqlalchemy import select

from forum import clock, ids
from forum.accounts.models import Account
from forum.db import db
from forum.discussion.events import CommentStood
from forum.discussion.models import PUBLIC, WAITING, Comment, State
from forum.ids import new_id
from forum.moderation.events import CommentPicked, PersonSanctioned
from forum.moderation.models import Sanction
from forum.notifications.choosing import manners_of
from forum.notifications.kinds import ALWAYS_TOLD
from forum.notifications.models import Kind, Post
from forum.notifications.telling import give_another_chance, insert_new, mailing_of
from forum.notifications.timing import DECISION_WAIT
from forum.outbox.dispatch import Turn
from forum.redress.events import AppealDecided
from forum.statements.models import Appeal, Statement

TURNED_DOWN = frozenset({State.REJECTED, State.REMOVED})
OWN_MAIL = "It is told by a mail of its own."


def tell_of_state(comment: Comment, happened: CommentStood) -> None:
    """Its author: that it was published after it had waited, or that it was not, or taken away."""
    if happened.became in PUBLIC and happened.was in WAITING:
        _tell(comment.author_id, Kind.PUBLISHED, f"published:{ids.to_text(comment.id)}:{comment.revision}", comment)
    elif happened.became in TURNED_DOWN:
        about = select(Statement.id).where(Statement.comment_id == comment.id, Statement.withdrawn_at.is_(None))
        statement = db.session.scalar(about.order_by(Statement.id.desc()).limit(1))
        if statement is not None:
            occasion = f"decided:{ids.to_text(statement)}"
            _tell(comment.author_id, Kind.NOT_PUBLISHED, occasion, comment, statement_id=statement)


def tell_of_pick(happened: CommentPicked, turn: Turn) -> None:
    comment = db.session.get(Comment, happened.comment_id, populate_existing=True)
    if comment is not None and happened.picked and comment.is_picked:
        _tell(comment.author_id, Kind.PICKED, f"picked:{ids.to_text(comment.id)}", comment)


def tell_of_sanction(happened: PersonSanctioned, turn: Turn) -> None:
    sanction = db.session.get(Sanction, happened.sanction_id)
    if sanction is not None and happened.statement_id is not None:
        occasion = f"measure:{ids.to_text(happened.statement_id)}"
        _tell(sanction.account_id, Kind.WARNING, occasion, None, statement_id=happened.statement_id)


def tell_of_appeal(happened: AppealDecided, turn: Turn) -> None:
    appeal = db.session.get(Appeal, happened.appeal_id)
    if appeal is None or appeal.person_id is None:
        return
    statement = db.session.get_one(Statement, appeal.statement_id)
    comment = db.session.get(Comment, statement.comment_id) if statement.comment_id else None
    _tell(appeal.person_id, Kind.APPEAL, f"appeal:{ids.to_text(appeal.id)}", comment, statement_id=statement.id)


def _tell(person_id: int, kind: Kind, occasion: str, comment: Comment | None, statement_id: int | None = None) -> None:
    person, now = db.session.get(Account, person_id), clock.now()
    if person is None or person.erased_at is not None or person.is_guest:
        return
    manner = manners_of([person_id])[person_id][kind]
    mailing: dict[str, Any] = {"post": Post.NONE, "mail_due_at": None, "mail_reason": OWN_MAIL}
    row = {
        "id": new_id(),
        "person_id": person_id,
        "occasion": occasion,
        "kind": kind,
        "reasons": [str(kind)],
        "comment_id": comment.id if comment else None,
        "article_id": comment.article_id if comment else None,
        "statement_id": statement_id,
        "created_at": now,
        "in_inbox": manner.inbox,
        "read_at": None,
        **(mailing if kind in ALWAYS_TOLD else mailing_of(person, kind, manner, now)),
    }
    insert_new([row])
    give_another_chance(occasion, DECISION_WAIT)
