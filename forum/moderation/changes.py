"""What a decision changes on a comment, by name: as it was, as it is now, and back again.

An undo puts back exactly what the decision took away, so both go by the same door.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.counting import change_state
from forum.discussion.curating import hide_words, move_thread, set_lock, set_pin
from forum.discussion.models import Comment, State
from forum.moderation.events import CommentPicked
from forum.moderation.models import Verb
from forum.outbox.record import record

Facts = Mapping[str, Any]  # as JSON has them


def wanted(verb: Verb, reason: str | None) -> Facts:
    """How the comment shall be after the decision. (A move names its article itself.)"""
    now = clock.now().isoformat()
    table: Mapping[Verb, Facts] = {
        Verb.APPROVE: {"state": State.APPROVED, "state_reason": None},
        Verb.TRUST: {"state": State.APPROVED, "state_reason": None, "trusted_at": now},
        Verb.REJECT: {"state": State.REJECTED, "state_reason": reason},
        Verb.REMOVE: {"state": State.REMOVED, "state_reason": reason},
        Verb.REMOVE_ALL: {"state": State.REMOVED, "state_reason": reason},
        Verb.SPOILER: {"is_wrapped": True},
        Verb.UNSPOILER: {"is_wrapped": False},
        Verb.PICK: {"picked_at": now},
        Verb.UNPICK: {"picked_at": None},
        Verb.PIN: {"pinned_at": now},
        Verb.UNPIN: {"pinned_at": None},
        Verb.LOCK: {"is_locked": True},
        Verb.UNLOCK: {"is_locked": False},
        Verb.MOVE: {"pinned_at": None},
        Verb.ESCALATE: {"escalated_at": now},
    }
    return table[verb]


def facts_of(comment: Comment, names: Facts) -> dict[str, Any]:
    """How the same things are now."""
    return {name: _plain(getattr(_author(comment) if name == "trusted_at" else comment, name)) for name in names}


def put(comment: Comment, facts: Facts) -> None:
    """Let it all stand so, with everything that is counted on it. Its version, and its article's, move once."""
    if "article_id" in facts and facts["article_id"] != comment.article_id:
        set_pin(comment, None)  # counted where it stood
        move_thread(comment, db.session.get_one(Article, facts["article_id"]))
    if "pinned_at" in facts:
        set_pin(comment, _moment(facts["pinned_at"]))
    if "is_wrapped" in facts:
        hide_words(comment, facts["is_wrapped"])
    _put_moments(comment, facts)
    if "is_locked" in facts:
        set_lock(comment, facts["is_locked"])
    if "trusted_at" in facts:
        _author(comment).trusted_at = _moment(facts["trusted_at"])
    if "state" in facts:
        change_state(comment, State(facts["state"]), facts["state_reason"])
    else:
        comment.version += 1
        comment.article.version += 1
    if "picked_at" in facts:
        record(CommentPicked(comment.id, comment.version, comment.picked_at is not None))


def _put_moments(comment: Comment, facts: Facts) -> None:
    if "picked_at" in facts:
        comment.picked_at = _moment(facts["picked_at"])
    if "escalated_at" in facts:
        comment.escalated_at = _moment(facts["escalated_at"])
        comment.due_at = comment.due_at or comment.escalated_at  # what everybody reads has not waited until now


def _author(comment: Comment) -> Account:
    return db.session.get_one(Account, comment.author_id)


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
