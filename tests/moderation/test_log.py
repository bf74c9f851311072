"""The log of what staff did: one chain, never changed, and no words of who left (S58)."""

from datetime import UTC, datetime
from functools import partial
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from forum.accounts.models import Account, Role
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment, State
from forum.moderation.chain import Broken
from forum.moderation.decisions import decide
from forum.moderation.forms import DecisionForm
from forum.moderation.log import Happened, log, page_of_log, verified
from forum.moderation.models import Kind, Verb
from forum.moderation.records import LogEntry, LogText
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose
from forum.people.roles import change_badge, change_role
from tests.at_once import at_once, request
from tests.databases import log_unguarded
from tests.factories import decided, person, say
from tests.privacy.leaving import leave
from tests.visiting import Visitor

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


def some_of_everything(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    for comment in [say(ada, article, f"Number {number}.") for number in range(3)]:
        decided(comment, Verb.REMOVE, sam, reason="spam")
    impose(ada, SanctionForm(Kind.WARN, "Be kind."), by=sam)
    change_badge(ada, "Reporter", by=eve)
    change_role(person("new"), Role.MODERATOR, by=eve)
    db.session.commit()


def tampered(statement: Any) -> None:
    """By whoever has the database's own keys."""
    db.session.remove()
    with db.engine.begin() as connection, log_unguarded(connection):
        connection.execute(statement)


def verify() -> int:
    return [number for number, _ in verified()][-1]


def test_s58_what_staff_did_is_logged_with_before_and_after_reason_and_revision(
    ada: Account, sam: Account, eve: Account, article: Article
) -> None:
    some_of_everything(ada, sam, eve, article)
    entries, _ = page_of_log()
    assert [entry.kind for entry, _ in entries] == ["role", "badge", "warn", "remove", "remove", "remove"]
    assert [(words.words["before"], words.words["after"]) for _, words in entries[:1] if words] == [
        ("reader", "moderator")
    ]
    entry, words = entries[-1]
    assert words is not None
    assert (entry.actor_id, entry.person_id, words.words["reason"], words.words["revision"]) == (
        *(sam.id, ada.id, "spam"),
        1,
    )
    assert (words.words["before"]["state"], words.words["after"]["state"]) == ("live", "removed")
    assert verify() == 6


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


def test_s58_of_eight_who_write_at_once_there_is_one_chain(
    app: Flask, ada: Account, sam: Account, article: Article
) -> None:
    comments = [say(ada, article, f"Number {n}.").id for n in range(40)]
    staff = sam.id

    def write(mine: list[int]) -> None:
        for comment_id in mine:
            request(app, partial(_log_one, comment_id, staff))

    at_once(app, [partial(write, comments[n::8]) for n in range(8)])
    assert db.session.scalar(select(func.count()).select_from(LogEntry)) == 40
    assert verify() == 40


def _log_one(comment_id: int, by_id: int) -> None:
    log(Happened("remove", by_id, comment_id=comment_id))


def test_the_page_is_for_staff_and_is_filtered(
    ada: Account, sam: Account, eve: Account, article: Article, client: Visitor
) -> None:
    some_of_everything(ada, sam, eve, article)
    client.sign_in(ada)
    assert client.get("/moderation/log").status_code == 403
    client.sign_in(sam)
    assert client.get("/moderation/log").text.count("· entry ") == 6
    assert client.get("/moderation/log?actor=eve").text.count("· entry ") == 2
    assert client.get("/moderation/log?person=@ada&kind=remove").text.count("· entry ") == 3
    assert client.get("/moderation/log?before=3").text.count("· entry ") == 2
    assert client.get("/moderation/log?before=x").status_code == 400
    missed = client.get("/moderation/log?person=nobody")
    assert missed.status_code == 400 and "Nobody here goes by that name." in missed.text and "nobody" in missed.text


def test_the_page_says_that_somebody_was_erased_and_nothing_of_what_was_said_about_them(
    ada: Account, sam: Account, eve: Account, article: Article, client: Visitor
) -> None:
    some_of_everything(ada, sam, eve, article)
    leave(ada)
    client.sign_in(sam)
    page = client.get("/moderation/log").text
    assert "<bdi>Deleted member</bdi></strong> erased what was said of <bdi>Deleted member</bdi>" in page
    assert page.count("Its words were erased with the person.") == 5
    assert "nothing</bdi> → <bdi>nothing" not in page and "Be kind" not in page


def test_no_line_is_written_for_who_was_overtaken(ada: Account, sam: Account, eve: Account, article: Article) -> None:
    comment = say(ada, article)
    seen = comment.version
    decided(comment, Verb.REMOVE, sam, reason="spam")
    with pytest.raises(Exception, match=r"Sam removed this \d s ago \(spam\)\."):
        decide(comment, DecisionForm(Verb.APPROVE, None, seen), eve)
    assert verify() == 1
