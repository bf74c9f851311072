"""A delivery goes out until it is taken: at least once, never for longer than we said, and never with what is gone."""

import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

import pytest
from sqlalchemy import select

from forum import clock, handlers
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.deleting import delete_comment
from forum.moderation.records import LogEntry
from forum.outbox.claiming import LEASE
from forum.outbox.dispatch import dispatch_next
from forum.outbox.models import Fact
from forum.webhooks.events import WebhookDue
from forum.webhooks.keeping import send_test
from forum.webhooks.names import State
from forum.webhooks.sending import MOST_KEPT
from tests.factories import say
from tests.fetching.elsewhere import answers, elsewhere, endless
from tests.webhooks.conftest import PATIENCE, Telling


def test_what_is_not_taken_is_sent_again_under_its_number(telling: Telling, ada: Account, article: Article) -> None:
    hook = telling.hook("comment.published")
    telling.there.manners = [answers(503, b"closed"), answers(404), answers(204)]
    say(ada, article)
    telling.follow_up()
    (delivery,) = telling.deliveries()
    assert (delivery.state, delivery.status, delivery.answer, delivery.tries) == (
        State.FAILED,
        503,
        "Service Unavailable.",
        1,
    )
    assert hook.failing_since is not None
    assert telling.follow_up() == 0  # not at once
    telling.follow_up_until(clock.now() + timedelta(hours=2))
    (delivery,) = telling.deliveries()
    assert (delivery.state, delivery.status, delivery.answer, delivery.tries) == (State.DELIVERED, 204, None, 3)
    assert hook.failing_since is None
    calls = telling.there.received
    assert len(calls) == 3 and len({each.headers["Forum-Delivery"] for each in calls}) == 1
    assert len({each.headers["Forum-Timestamp"] for each in calls}) == 3


def test_after_two_days_it_is_given_up_and_after_three_switched_off(
    telling: Telling, ada: Account, article: Article
) -> None:
    hook = telling.hook("comment.published")
    telling.there.manners = [answers(500)] * 200
    say(ada, article, "One.")
    telling.follow_up()
    telling.follow_up_until(clock.now() + timedelta(days=2, hours=4))
    assert [each.state for each in telling.deliveries()] == [State.GIVEN_UP] and hook.enabled
    with clock.stopped_at(clock.now() + timedelta(days=3, hours=1)):
        say(ada, article, "Two.")
        telling.follow_up()
        assert not hook.enabled
        say(ada, article, "Three.")
        telling.follow_up()
    assert [each.state for each in telling.deliveries()] == [State.GIVEN_UP] * 2
    assert list(db.session.scalars(select(LogEntry.kind).order_by(LogEntry.id))) == ["webhook-added", "webhook-failed"]
    assert db.session.query(Fact).filter_by(name="WebhookDue").count() == 0


def test_a_worker_that_dies_while_it_sends_is_followed_by_one_that_sends_the_same(
    telling: Telling, ada: Account, article: Article
) -> None:
    telling.hook("comment.published")

    class Killed(BaseException):
        """As the power goes: nothing is caught, nothing cleared away."""

    def dies(due: WebhookDue, turn: object) -> None:
        handlers.MESSENGER.send(due, turn)  # type: ignore[arg-type]
        raise Killed

    comment = say(ada, article)
    db.session.commit()
    table = {**handlers.HANDLERS, WebhookDue: (dies,)}
    with pytest.raises(Killed):
        for _ in range(10):
            dispatch_next(table)
    db.session.rollback()
    delete_comment(comment, ada)
    telling.follow_up()
    assert len(telling.there.received) == 1
    with clock.stopped_at(clock.now() + LEASE + timedelta(seconds=1)):
        telling.follow_up()
    first, second = telling.there.received
    assert first.headers["Forum-Delivery"] == second.headers["Forum-Delivery"]
    assert b"I was there" in first.body and b"I was there" not in second.body and b'"gone": true' in second.body
    assert [(each.state, each.tries) for each in telling.deliveries()] == [(State.DELIVERED, 2)]


def test_a_silent_server_is_found_out_once_and_holds_nobody_up(
    telling: Telling, ada: Account, article: Article
) -> None:
    telling.hook("comment.published")
    telling.there.manners = [lambda handler: telling.there.drip(handler, b"H")] * 9
    for number in range(6):
        say(ada, article, f"Number {number}.")
    began = time.monotonic()
    telling.follow_up()
    assert time.monotonic() - began < 4 * PATIENCE
    assert len(telling.there.received) == 1
    answered = [each.answer for each in telling.deliveries()]
    assert answered.count(None) == 5 and f"It did not answer within {PATIENCE} seconds." in answered
    telling.there.manners = []
    telling.follow_up_until(clock.now() + timedelta(hours=2))
    assert {each.state for each in telling.deliveries()} == {State.DELIVERED}


def test_of_an_endless_answer_the_beginning_is_kept_and_of_a_redirect_what_to_do(telling: Telling) -> None:
    hook = telling.hook()
    with elsewhere() as other:
        telling.there.manners = [endless, answers(301, Location=other.url), answers(400, b"\0no\xff" * 2_000)]
        for _ in range(3):
            send_test(hook, telling.eve)
            telling.follow_up()
        assert other.received == []
    first, second, third = telling.deliveries()
    assert (first.state, first.answer) == (State.DELIVERED, "x" * MOST_KEPT)
    assert second.state == State.GIVEN_UP and "redirect" in str(second.answer)
    assert third.answer is not None and third.answer.startswith("\ufffdno") and len(third.answer) <= MOST_KEPT


@pytest.mark.parametrize(
    ("status", "kept"),
    [
        (301, "It answered with a redirect, which is not followed. Give the address that it leads to."),
        (409, "Conflict."),
        (599, "Its status says nothing that is known."),
    ],
)
def test_of_a_server_that_repeats_what_it_is_told_no_word_is_kept(
    telling: Telling, ada: Account, article: Article, status: int, kept: str
) -> None:
    def repeats(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status, "I regret this.")
        handler.end_headers()
        handler.wfile.write(telling.there.received[-1].body)

    telling.hook("comment.published")
    telling.there.manners = [repeats]
    say(ada, article, "I regret this.")
    telling.follow_up()
    (delivery,) = telling.deliveries()
    assert b"I regret this." in telling.there.received[0].body
    assert (delivery.state, delivery.status) == (State.FAILED, status)
    assert str(delivery.answer).startswith(kept) and "regret" not in str(delivery.answer)
