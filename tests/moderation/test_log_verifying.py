"""The log is one chain, never changed, and has no words of who left (S58)."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import DBAPIError

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment, State
from forum.moderation.chain import Broken
from forum.moderation.log import page_of_log
from forum.moderation.models import Verb
from forum.moderation.records import LogEntry, LogText
from tests.factories import decided
from tests.moderation.logged import some_of_everything, tampered, verify
from tests.privacy.leaving import leave

CHANGES: list[dict[str, Any]] = [
    {"kind": "approve"},
    {"actor_id": 1},
    {"person_id": None},
    {"comment_id": 1},
    {"article_id": 1},
    {"at": datetime(2001, 2, 3, tzinfo=UTC)},
    {"words_digest": "0" * 64},
    {"seal": "f" * 64},
    {"previous": "e" * 64},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: str(*change))
def test_s58_a_changed_byte_in_the_log_is_found(
    ada: Account, sam: Account, eve: Account, article: Article, change: dict[str, Any]
) -> None:
    some_of_everything(ada, sam, eve, article)
    tampered(update(LogEntry).where(LogEntry.id == 2).values(**change))
    with pytest.raises(Broken) as broken:
        verify()
    assert broken.value.number == 2


def test_s58_changed_words_and_a_missing_entry_are_found(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    some_of_everything(ada, sam, eve, article)
    tampered(update(LogText).where(LogText.entry_id == 4).values(words={"reason": "Be kin."}))
    with pytest.raises(Broken, match="the words of entry 4 were changed"):
        verify()
    db.session.rollback()
    tampered(delete(LogText).where(LogText.entry_id == 3))
    tampered(delete(LogEntry).where(LogEntry.id == 3))
    with pytest.raises(Broken, match="entry 3 is missing"):
        verify()


def test_s58_two_entries_that_changed_places_are_found(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    some_of_everything(ada, sam, eve, article)
    tampered(delete(LogText).where(LogText.entry_id.in_((2, 3))))
    for number, other in ((3, 100), (2, 3), (100, 2)):
        tampered(update(LogEntry).where(LogEntry.id == number).values(id=other))
    with pytest.raises(Broken) as broken:
        verify()
    assert broken.value.number == 2


@pytest.mark.parametrize("change", ["UPDATE log_entry SET kind = 'x'", "DELETE FROM log_entry"])
def test_s58_the_database_itself_refuses_to_change_an_entry(
    ada: Account, sam: Account, eve: Account, article: Article, change: str
) -> None:
    some_of_everything(ada, sam, eve, article)
    with pytest.raises(DBAPIError, match="the log is only added to"):
        db.session.execute(text(change))
    db.session.rollback()
    assert verify() == 6


def test_s58_who_leaves_is_forgotten_and_the_chain_still_holds(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    some_of_everything(ada, sam, eve, article)
    leave(ada)
    assert "Be kind" not in repr([row.words for row in db.session.scalars(select(LogText))])
    assert list(db.session.scalars(select(LogText.entry_id).order_by(LogText.entry_id))) == [6, 7]
    entries, _ = page_of_log()
    assert [(entry.kind, entry.actor_id, entry.person_id) for entry, _ in entries[:1]] == [("erase", ada.id, ada.id)]
    assert verify() == 7


@pytest.mark.parametrize("number", [4, 6, 7, 8])
def test_s58_words_that_somebody_deleted_are_told_from_those_of_who_left(
    ada: Account, ben: Account, sam: Account, eve: Account, article: Article, number: int
) -> None:
    """Nothing covers Ben's leaving another's words, nor words that came after it, nor those of the erasure itself."""
    some_of_everything(ada, sam, eve, article)
    leave(ben if number == 4 else ada)
    assert verify() == 7
    comment = db.session.scalars(select(Comment).where(Comment.state == State.REMOVED)).first()
    assert comment
    decided(comment, Verb.APPROVE, sam)
    db.session.commit()
    assert verify() == 8
    tampered(delete(LogText).where(LogText.entry_id == number))
    with pytest.raises(Broken, match=f"the words of entry {number} were deleted, and no entry says that they were"):
        verify()
