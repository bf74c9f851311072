"""What others are told, and what they are never told."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event as happening

from forum import clock, ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.config import Hold
from forum.db import db
from forum.discussion.deleting import delete_comment, restore_comment
from forum.discussion.editing import edit_comment
from forum.discussion.events import CommentStood
from forum.discussion.models import State
from forum.moderation.models import Kind, Verb
from forum.moderation.sanction_form import SanctionForm
from forum.moderation.sanctions import impose, release
from forum.outbox.record import record
from forum.redress.appealing import appeal
from forum.redress.finding import case_of
from forum.statements.models import Statement
from forum.webhooks.announcing import announce
from forum.webhooks.names import EVENTS
from forum.webhooks.occasions import occasion_of
from tests.factories import decided, say
from tests.reporting.test_raising import a_notice, reported
from tests.webhooks.conftest import Telling

DOCUMENT = Path(__file__).parents[2] / "docs" / "webhooks.md"


def test_a_comment_is_told_with_words_place_and_author(telling: Telling, ada: Account, article: Article) -> None:
    telling.hook("comment.published")
    comment = say(ada, article, "It *was* late, ||they knew||. https://council.example")
    telling.follow_up()
    (told,) = telling.told()
    assert (told["event"], told["site"]) == ("comment.published", "http://localhost:8000")
    said = told["data"]["comment"]
    assert said["words"] == "It was late, [spoiler]. https://council.example"
    assert said["address"] == f"http://localhost:8000/c/{ids.to_text(comment.id)}"
    assert said["author"] == {"handle": "ada", "name": "Ada"}
    assert (said["article"]["slug"], said["state"], "gone" in said) == ("the-bridge", "live", False)
    assert "example.org" not in json.dumps(told)


def test_every_event_is_told_by_its_name(
    telling: Telling, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    telling.hook()
    first, second = say(ada, article, "One."), say(ada, article, "Two.", holds=Hold.ALL)
    edit_comment(first, "One, better.", ada, Hold.OPEN)
    decided(first, Verb.PICK, sam)
    decided(first, Verb.UNPICK, sam)
    reported(first, ben)
    decided(second, Verb.REJECT, sam)
    decided(first, Verb.REMOVE, sam)
    statement = db.session.query(Statement).filter_by(comment_id=first.id).one()
    appealed = appeal(case_of(statement.id), "Why?")
    decided(first, Verb.APPROVE, telling.eve)
    third = say(ada, article, "Three.")
    delete_comment(third, ada)
    restore_comment(third, ada)
    held = impose(ben, SanctionForm(Kind.HOLD, "It was late."), sam)
    release(held.id, ben, sam)
    telling.follow_up()
    told = {each["event"] for each in telling.told()}
    assert told >= EVENTS.keys() - {"appeal.decided"}
    assert {each["data"]["appeal"]["id"] for each in telling.told("appeal.sent")} == {ids.to_text(appealed.id)}
    (sanctioned,) = telling.told("person.sanctioned")
    assert sanctioned["data"] == {"sanction": {"id": ids.to_text(held.id)}}
    assert [each["data"] for each in telling.told("person.released")] == [sanctioned["data"]]


@pytest.mark.parametrize(
    ("was", "became", "told"),
    [
        ("unconfirmed", "live", "comment.published"),
        ("held", "approved", "comment.published"),
        ("rejected", "approved", "comment.published"),
        ("live", "approved", None),
        ("removed", "approved", "comment.restored"),
        ("deleted", "live", "comment.restored"),
        ("unconfirmed", "suspected", "comment.held"),
        ("held", "suspected", None),
        ("held", "rejected", "comment.rejected"),
        ("live", "removed", "comment.removed"),
        ("approved", "deleted", "comment.deleted"),
        ("deleted", "unconfirmed", None),
    ],
)
@pytest.mark.one_database
def test_what_a_change_of_state_is_called(was: str, became: str, told: str | None) -> None:
    found = occasion_of(CommentStood(1, 2, was, became))
    assert (found.event if found else None) == told


def test_words_that_nobody_reads_do_not_go_out(
    telling: Telling, ada: Account, ben: Account, sam: Account, article: Article
) -> None:
    telling.hook("comment.held", "comment.reported", "comment.removed", "comment.rejected")
    waits = say(ada, article, "A canary waits.", holds=Hold.ALL)
    loud = say(ada, article, "A canary sings.")
    reported(loud, ben, note="A canary told me.")
    a_notice(loud)
    telling.follow_up()
    decided(waits, Verb.REJECT, sam)
    decided(loud, Verb.REMOVE, sam)
    telling.follow_up()
    body = json.dumps(telling.told())
    assert len(telling.told()) == 5
    named = {each["event"] for each in telling.told() if "Ada" in json.dumps(each)}
    assert named == {"comment.reported"}, "everybody reads that one, and whose it is"
    assert "canary" not in body and "ben" not in body and "Nora" not in body and "nora" not in body
    assert telling.told("comment.removed")[0]["data"]["comment"]["gone"] is True
    assert telling.told("comment.reported")[0]["data"]["report"]["cause"] == "attack"


@pytest.mark.parametrize("how", ["deleted", "removed"])
def test_what_went_meanwhile_does_not_go_out(
    telling: Telling, ada: Account, sam: Account, article: Article, how: str
) -> None:
    telling.hook("comment.published")
    comment = say(ada, article, "I regret this.")
    if how == "deleted":
        delete_comment(comment, ada)
    else:
        decided(comment, Verb.REMOVE, sam)
    telling.follow_up()
    (told,) = telling.told()
    assert told["data"]["comment"]["gone"] is True and "regret" not in json.dumps(told)
    assert "author" not in told["data"]["comment"] and "Ada" not in json.dumps(told)


def test_each_is_told_once_however_often_it_is_announced(telling: Telling, ada: Account, article: Article) -> None:
    telling.hook("comment.published")
    telling.hook("comment.published", "comment.held")
    telling.hook("comment.held")
    comment = say(ada, article)
    fact = CommentStood(comment.id, comment.version, "unconfirmed", "live")
    record(fact)
    telling.follow_up()
    record(fact)
    telling.follow_up()
    assert len(telling.told()) == len(telling.deliveries()) == 2
    assert len({each.headers["Forum-Delivery"] for each in telling.there.received}) == 2


def test_without_a_webhook_it_costs_one_look(telling: Telling) -> None:
    statements: list[str] = []

    def note(connection: Any, cursor: Any, statement: str, *_: object) -> None:
        statements.append(statement)

    happening.listen(db.engine, "before_cursor_execute", note)
    try:
        announce(CommentStood(1, 1, "unconfirmed", str(State.LIVE)), None)  # type: ignore[arg-type]
    finally:
        happening.remove(db.engine, "before_cursor_execute", note)
    assert [each for each in statements if "webhook" not in each and not each.startswith("BEGIN")] == []
    assert sum("webhook" in each for each in statements) == 1


def test_the_example_of_the_document_checks_what_we_sign(telling: Telling, ada: Account, article: Article) -> None:
    document = DOCUMENT.read_text("utf-8")
    example: dict[str, Callable[..., bool]] = {}
    exec(document.split("```python\n")[1].split("```")[0], example)
    hook = telling.hook("comment.published")
    say(ada, article)
    telling.follow_up()
    (call,) = telling.there.received
    secret = telling.secrets[hook.id]
    assert example["is_ours"](call.headers, call.body, secret)
    assert not example["is_ours"](call.headers, call.body + b" ", secret)
    assert not example["is_ours"](call.headers, call.body, "another")
    old = {**call.headers, "Forum-Timestamp": str(int((clock.now() - timedelta(hours=1)).timestamp()))}
    assert not example["is_ours"](old, call.body, secret)
    assert set(EVENTS) <= {f"{kind}.{name}" for kind in ("comment", "appeal", "person") for name in _named(document)}


def _named(document: str) -> set[str]:
    return {word.strip("`,|").rpartition(".")[2] for word in document.split()}
