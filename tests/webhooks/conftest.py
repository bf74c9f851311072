"""A site that tells somebody, and the server that is told."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from forum import clock, handlers
from forum.accounts.models import Account
from forum.db import db
from forum.fetching.door import Door
from forum.outbox.dispatch import dispatch_next
from forum.webhooks.events import WebhookDue
from forum.webhooks.forms import WebhookForm
from forum.webhooks.keeping import add_webhook
from forum.webhooks.models import Delivery, Webhook
from forum.webhooks.names import EVENTS, Format
from forum.webhooks.sending import Messenger
from tests.fetching.elsewhere import Elsewhere, Received, elsewhere

# A server that is silent on purpose is not waited for as long as a real one.
PATIENCE = 0.5


@dataclass
class Telling:
    """Webhooks as a worker serves them, when the test says so."""

    there: Elsewhere
    eve: Account
    secrets: dict[int, str] = field(default_factory=dict)

    def hook(self, *events: str, url: str = "", shape: Format = Format.JSON) -> Webhook:
        form = WebhookForm(url or self.there.url, shape, events or tuple(EVENTS))
        hook, secret = add_webhook(form, self.eve)
        db.session.commit()
        self.secrets[hook.id] = secret
        return hook

    def follow_up(self) -> int:
        """Until nothing is due; how many facts were followed up."""
        db.session.commit()
        table = {**handlers.HANDLERS, WebhookDue: (Messenger(Door(within=PATIENCE)).send,)}
        done = next(n for n in range(10_000) if not dispatch_next(table))
        db.session.expire_all()
        return done

    def follow_up_until(self, end: datetime) -> None:
        """Look again every half hour, until then."""
        at = clock.now()
        while at < end:
            at += timedelta(minutes=30)
            with clock.stopped_at(at):
                self.follow_up()

    def told(self, event: str = "") -> list[dict[str, Any]]:
        found = [json.loads(each.body) for each in self.there.received]
        return [each for each in found if not event or each["event"] == event]

    def calls(self, event: str) -> list[Received]:
        return [each for each in self.there.received if each.headers["Forum-Event"] == event]

    def deliveries(self) -> list[Delivery]:
        return list(
            db.session.scalars(select(Delivery).order_by(Delivery.id), execution_options={"populate_existing": True})
        )


@pytest.fixture
def there() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


@pytest.fixture
def telling(app: Flask, there: Elsewhere, eve: Account, settings_are: Callable[..., None]) -> Telling:
    return Telling(there, eve)
