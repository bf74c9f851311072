"""What admins are shown of webhooks, on a site of their own."""

from datetime import timedelta

from flask import Flask
from werkzeug.test import TestResponse

from forum import clock
from forum.accounts.models import Role
from forum.db import db
from forum.ids import to_text
from forum.web.seals import seal
from forum.webhooks.keeping import send_test
from forum.webhooks.models import Delivery, Webhook
from forum.webhooks.names import State
from forum.webhooks.signing import URL
from tests.factories import person
from tests.visiting import Visitor

LIST = "/moderation/webhooks"
# As long as a host can well be.
HOST = "https://hooks-of-the-newsroom-with-a-name-that-never-ends.a-cloud-of-somebody-else.example.org"
REFUSED = {"webhook-refused": 400}


def answers_of_webhooks(app: Flask) -> dict[str, TestResponse]:
    """By name of the stop."""
    eve = person("eveline", Role.ADMIN)
    admin = Visitor(app, eve)
    answers = {"webhooks-empty": admin.get(LIST)}
    fields = {"url": "http://127.0.0.1:9/hooks/k7Qz", "format": "json", "event": "comment.published"}
    answers["webhook-refused"] = admin.post(LIST, **{**fields, "url": "https://10.0.0.1/hook"})
    answers["webhook-added"] = admin.post(LIST, **fields)
    hook = db.session.query(Webhook).one()
    here = f"{LIST}/{to_text(hook.id)}"
    answers["webhook-quiet"] = admin.get(here)
    off = admin.post(f"{here}/off")
    answers["webhook-off"] = admin.get(off.location)
    admin.post(f"{here}/on")
    _has_told(db.session.query(Webhook).one(), [send_test(hook, eve) for _ in State])
    answers["webhook-failing"] = admin.get(here)
    admin.post(LIST, **{**fields, "format": "slack"})
    answers["webhooks"] = admin.get(LIST)
    refused = {name: answer.status_code for name, answer in answers.items() if answer.status_code >= 400}
    assert refused == REFUSED
    return answers


def _has_told(hook: Webhook, deliveries: list[Delivery]) -> None:
    """One in every state, the last with an answer that is as long and as wide as they come."""
    for row, state in zip(deliveries, State, strict=True):
        row.state, row.tries, row.last_at = state, 3, clock.now()
    deliveries[0].tries = 0
    deliveries[2].status, deliveries[2].seconds = 204, 0.12
    deliveries[3].status, deliveries[3].answer = 500, f"<html>\n{HOST}\n{'x' * 300}"
    deliveries[3].of_id = deliveries[2].id
    hook.sealed_url = seal(URL, f"{HOST}/k7Qz")
    hook.failing_since = clock.now() - timedelta(days=1)
    db.session.flush()
