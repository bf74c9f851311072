"""What is not sent to a webhook, what is sent again, and what is kept of either."""

from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler

from flask import Flask

from forum import clock
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.webhooks.forms import WebhookForm
from forum.webhooks.keeping import change_webhook, remove_webhook, send_again, send_test, switch
from forum.webhooks.listing import webhook_or_404
from forum.webhooks.models import Delivery
from forum.webhooks.names import SWITCHED_OFF, Format, State
from forum.webhooks.sending import KEPT_FOR, forget_old_deliveries
from tests.factories import say
from tests.fetching.elsewhere import answers
from tests.webhooks.conftest import Telling


def test_s42_an_address_that_leads_inside_is_not_called_whatever_it_was_when_it_was_saved(
    telling: Telling, settings_are: Callable[..., None]
) -> None:
    hook = telling.hook()
    settings_are(base_url="https://courier.example")
    send_test(hook, telling.eve)
    telling.follow_up()
    (delivery,) = telling.deliveries()
    assert delivery.state == State.GIVEN_UP and "own network" in str(delivery.answer)
    assert telling.there.received == []


def test_nothing_is_sent_to_what_was_switched_off_or_removed(telling: Telling, ada: Account, article: Article) -> None:
    off, gone = telling.hook("comment.published"), telling.hook("comment.published")
    telling.there.manners = [answers(500)] * 2
    say(ada, article, "One.")
    telling.follow_up()
    switch(off, False, telling.eve)
    remove_webhook(gone, telling.eve)
    say(ada, article, "Two.")
    telling.follow_up_until(clock.now() + timedelta(hours=3))
    assert len(telling.there.received) == 2
    assert [(each.webhook_id, each.state) for each in telling.deliveries()] == [(off.id, State.GIVEN_UP)]
    send_test(off, telling.eve)
    telling.follow_up()
    assert telling.told("test")[0]["data"]["message"].startswith("It works.")


def test_what_waited_when_it_was_switched_off_is_not_sent_when_it_is_on_again(
    telling: Telling, ada: Account, article: Article
) -> None:
    hook = telling.hook("comment.published")
    telling.there.manners = [answers(500)]
    say(ada, article, "One.")
    telling.follow_up()
    send_test(hook, telling.eve)
    switch(hook, False, telling.eve)
    switch(hook, True, telling.eve)
    telling.follow_up_until(clock.now() + timedelta(hours=3))
    waited, test = telling.deliveries()
    assert (waited.state, waited.answer, waited.tries) == (State.GIVEN_UP, SWITCHED_OFF, 1)
    assert (test.state, len(telling.there.received)) == (State.DELIVERED, 2)
    say(ada, article, "Two.")
    telling.follow_up()
    assert [each["data"]["comment"]["words"] for each in telling.told("comment.published")] == ["One.", "Two."]


def test_what_is_under_way_while_it_is_switched_off_and_on_is_not_tried_again(
    app: Flask, telling: Telling, ada: Account, article: Article
) -> None:
    hook = telling.hook("comment.published")

    def switches(handler: BaseHTTPRequestHandler) -> None:
        with app.app_context():
            for on in (False, True):
                switch(webhook_or_404(hook_id), on, db.session.get_one(Account, eve_id))
            db.session.commit()
        answers(500)(handler)

    hook_id, eve_id = hook.id, telling.eve.id
    telling.there.manners = [switches]
    say(ada, article, "One.")
    telling.follow_up_until(clock.now() + timedelta(hours=3))
    (delivery,) = telling.deliveries()
    assert (delivery.state, len(telling.there.received), hook.failing_since) == (State.GIVEN_UP, 1, None)


def test_sent_again_it_is_another_delivery_of_the_same(telling: Telling, ada: Account, article: Article) -> None:
    hook = telling.hook("comment.published")
    comment = say(ada, article)
    telling.follow_up()
    (first,) = telling.deliveries()
    send_again(first, telling.eve)
    change_webhook(hook, WebhookForm("", Format.JSON, ("comment.held",)), telling.eve)
    telling.follow_up()
    one, two = telling.told("comment.published")
    assert one["id"] != two["id"] and one["data"] == two["data"] and one["at"] == two["at"]
    assert telling.deliveries()[1].of_id == first.id and comment.body_source == "I was there."


def test_an_address_sealed_with_a_lost_key_is_said_so(telling: Telling, settings_are: Callable[..., None]) -> None:
    hook = telling.hook()
    settings_are(secret_key="6f" * 32)
    send_test(hook, telling.eve)
    telling.follow_up()
    (delivery,) = telling.deliveries()
    assert delivery.state == State.GIVEN_UP and "Type it in again" in str(delivery.answer)


def test_in_the_database_neither_address_nor_secret_can_be_read(telling: Telling) -> None:
    hook = telling.hook()
    assert telling.there.url not in hook.sealed_url and telling.secrets[hook.id] not in hook.sealed_secret


def test_deliveries_are_forgotten_after_a_month(telling: Telling) -> None:
    hook = telling.hook()
    send_test(hook, telling.eve)
    telling.follow_up()
    for age, left in ((KEPT_FOR - timedelta(hours=1), 1), (KEPT_FOR + timedelta(hours=1), 0)):
        with clock.stopped_at(clock.now() + age):
            forget_old_deliveries()
        assert db.session.query(Delivery).count() == left
