"""Adding webhooks, changing them, trying them out. Of everything the log says that it was done, never the address."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select, update

from forum import clock, ids
from forum.accounts.models import Account
from forum.db import db
from forum.errors import Conflict, Invalid, require
from forum.fetching.door import Door
from forum.moderation.log import Happened, log
from forum.web.seals import seal
from forum.web.site import settings
from forum.webhooks.announcing import deliver
from forum.webhooks.forms import WebhookForm
from forum.webhooks.models import Delivery, Webhook
from forum.webhooks.names import OPEN, SWITCHED_OFF, TEST, State
from forum.webhooks.occasions import Occasion
from forum.webhooks.permissions import may_manage_webhooks
from forum.webhooks.signing import SECRET, URL, new_secret

# Each is a call for every comment.
MOST = 20
# How long whoever saves waits for what a name means, in seconds; it is looked at again before every call.
LOOK_UP_WITHIN = 1.0


def check_address(url: str) -> None:
    """Invalid when the site would not call it. To be asked before anything of the database is held."""
    try:
        Door(settings().on_loopback).check(url, LOOK_UP_WITHIN)
    except TimeoutError:
        return


def add_webhook(form: WebhookForm, by: Account) -> tuple[Webhook, str]:
    """The webhook, and its secret, which nobody is shown again."""
    require(may_manage_webhooks(by))
    if not form.url:
        raise Invalid("Type the address that is to be told.", "url")
    if (db.session.scalar(select(func.count()).select_from(Webhook)) or 0) >= MOST:
        raise Conflict(f"There are {MOST} webhooks already. Remove one first.")
    secret = new_secret()
    hook = Webhook(
        sealed_url=seal(URL, form.url),
        sealed_secret=seal(SECRET, secret),
        format=form.format,
        events=list(form.events),
        created_at=clock.now(),
        by_id=by.id,
    )
    db.session.add(hook)
    db.session.flush()
    _log("webhook-added", hook, by, after=_facts(hook))
    return hook, secret


def change_webhook(hook: Webhook, form: WebhookForm, by: Account) -> None:
    """From the next delivery on; what waits goes to the new address as well."""
    require(may_manage_webhooks(by))
    before = _facts(hook)
    hook.format, hook.events = form.format, list(form.events)
    moved = {"address": "another"} if form.url else {}
    if form.url:
        hook.sealed_url = seal(URL, form.url)
        hook.failing_since = hook.rests_until = None
    if moved or before != _facts(hook):
        _log("webhook", hook, by, before=before, after=_facts(hook) | moved)


def make_secret_anew(hook: Webhook, by: Account) -> str:
    """From now on it alone counts."""
    require(may_manage_webhooks(by))
    secret = new_secret()
    hook.sealed_secret = seal(SECRET, secret)
    _log("webhook-secret", hook, by)
    return secret


def switch(hook: Webhook, on: bool, by: Account) -> None:
    """What happens while it is off is never told; what waited is given up, also if it is on again a moment later."""
    require(may_manage_webhooks(by))
    if hook.enabled == on:
        return
    hook.enabled, hook.failing_since, hook.rests_until = on, None, None
    if not on:
        db.session.execute(
            update(Delivery)
            .where(Delivery.webhook_id == hook.id, Delivery.state.in_(OPEN), Delivery.event != TEST)
            .values(state=State.GIVEN_UP, answer=SWITCHED_OFF, last_at=clock.now())
        )
    _log("webhook", hook, by, before={"enabled": not on}, after={"enabled": on})


def remove_webhook(hook: Webhook, by: Account) -> None:
    """With the log of its deliveries."""
    require(may_manage_webhooks(by))
    _log("webhook-removed", hook, by)
    db.session.delete(hook)
    db.session.flush()


def send_test(hook: Webhook, by: Account) -> Delivery:
    """Also where it is off, so that it can be tried before it is switched on."""
    require(may_manage_webhooks(by))
    return deliver(hook.id, Occasion(TEST, f"test {ids.to_text(ids.new_id())}", {}))


def send_again(delivery: Delivery, by: Account) -> Delivery:
    """Another delivery of the same, with a number of its own."""
    require(may_manage_webhooks(by))
    told = {name: number for name, number in delivery.payload.items() if name != "at"}
    occasion = Occasion(delivery.event, f"again {ids.to_text(ids.new_id())}", told)
    return deliver(delivery.webhook_id, occasion, of=delivery)


def _facts(hook: Webhook) -> dict[str, Any]:
    return {"format": str(hook.format), "events": list(hook.events)}


def _log(
    kind: str,
    hook: Webhook,
    by: Account,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    log(Happened(kind, by.id, before=before, after=after, more={"webhook": ids.to_text(hook.id)}))
