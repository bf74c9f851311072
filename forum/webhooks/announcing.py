"""Something happened: a row for each webhook that wants to know, however often this is begun."""

from typing import Any

from sqlalchemy import select

from forum import clock
from forum.db import db
from forum.outbox.dispatch import Turn
from forum.outbox.record import record
from forum.web.jinja import iso
from forum.webhooks.events import WebhookDue
from forum.webhooks.models import Delivery, Webhook
from forum.webhooks.occasions import Occasion, occasion_of


def announce(happened: Any, turn: Turn) -> None:
    """Costs one small look where no webhook is on."""
    occasion = occasion_of(happened)
    if occasion is None:
        return
    hooks = db.session.execute(select(Webhook.id, Webhook.events).where(Webhook.enabled)).all()
    wanting = [number for number, events in hooks if occasion.event in events]
    if not wanting:
        return
    told = select(Delivery.webhook_id).where(Delivery.occasion == occasion.key, Delivery.webhook_id.in_(wanting))
    for number in set(wanting) - set(db.session.scalars(told)):
        deliver(number, occasion)


def deliver(webhook_id: int, occasion: Occasion, of: Delivery | None = None) -> Delivery:
    """To be sent as soon as this is committed; `of` is what it repeats, with its moment."""
    at = of.payload["at"] if of else iso(clock.now())
    row = Delivery(
        webhook_id=webhook_id,
        occasion=occasion.key,
        event=occasion.event,
        payload={"at": at, **occasion.ids},
        created_at=clock.now(),
        of_id=of.id if of else None,
    )
    db.session.add(row)
    db.session.flush()
    record(WebhookDue(row.id))
    return row
