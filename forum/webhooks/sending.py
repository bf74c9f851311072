"""A delivery goes out, again and again until it is taken or given up.

*Why a webhook rests.* A server that is silent costs the worker three seconds each time. Of a hundred deliveries to it
one finds that out; the others wait without asking until it is time for the next.
"""

import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http import HTTPStatus

from sqlalchemy import delete

from forum import clock, ids
from forum.db import db
from forum.errors import Invalid
from forum.fetching.door import Answer, Door, NoAnswer
from forum.markup.visible import displayable
from forum.moderation.log import Happened, log
from forum.outbox.claiming import Later
from forum.outbox.dispatch import Turn, pause_after
from forum.web.seals import Broken, unseal
from forum.web.site import settings
from forum.webhooks.events import WebhookDue
from forum.webhooks.models import Delivery, Webhook
from forum.webhooks.names import OPEN, SWITCHED_OFF, TEST, Format, State
from forum.webhooks.signing import SECRET, URL, headers_for
from forum.webhooks.slack import text_of
from forum.webhooks.telling import data_of

logger = logging.getLogger(__name__)

# A weekend: whoever runs the other server may be away for it. A webhook that took nothing for longer is nobody's.
KEEP_TRYING, SWITCH_OFF_AFTER = timedelta(days=2), timedelta(days=3)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(hours=2)
REST = timedelta(minutes=1)
KEPT_FOR = timedelta(days=30)
# Of the answer to a test, in bytes: enough to read what was wrong.
MOST_KEPT = 2_048
Keep = Callable[[Answer], str]


@dataclass(frozen=True)
class Failure:
    """It was not taken."""

    reason: str
    status: int | None = None
    seconds: float | None = None
    was_silent: bool = False


@dataclass(frozen=True)
class Messenger:
    """Sends what is due, through a door."""

    door: Door = field(default_factory=Door)

    def send(self, due: WebhookDue, turn: Turn) -> None:
        delivery = db.session.get(Delivery, due.delivery_id, populate_existing=True)
        if delivery is None or delivery.state not in OPEN:
            return
        hook = db.session.get_one(Webhook, delivery.webhook_id, populate_existing=True)
        if not hook.enabled and delivery.event != TEST:
            _give_up(delivery, SWITCHED_OFF)
            return
        if hook.rests_until and hook.rests_until > clock.now() and delivery.event != TEST:
            raise Later(hook.rests_until + pause_after(0, REST / 2), "the webhook was silent a moment ago")
        try:
            url, secret = unseal(URL, hook.sealed_url), unseal(SECRET, hook.sealed_secret)
        except Broken:
            _give_up(delivery, "Its address was sealed with a key that the site no longer has. Type it in again.")
            return
        body = body_of(delivery, hook.format)
        headers = headers_for(delivery.event, delivery.id, secret, body)
        delivery.tries += 1
        keep = _keeping(delivery)
        turn.settle()
        _note(due.delivery_id, self._sent(url, body, headers, keep))

    def _sent(self, url: str, body: bytes, headers: Mapping[str, str], keep: Keep) -> Answer | Failure:
        door = replace(self.door, site_is_on_loopback=settings().on_loopback)
        try:
            answer = door.post(url, body, headers, MOST_KEPT)
        except Invalid as refusal:
            return Failure(refusal.sentence)
        except NoAnswer as silence:
            return Failure(str(silence), was_silent=True)
        if 200 <= answer.status < 300:
            return answer
        said = keep(answer)
        if 300 <= answer.status < 400:
            said = f"It answered with a redirect, which is not followed. Give the address that it leads to. {said}"
        return Failure(said, answer.status, answer.seconds)


def body_of(delivery: Delivery, shape: Format) -> bytes:
    """What happened, in the words of this moment."""
    data = data_of(delivery)
    told = {
        "id": ids.to_text(delivery.id),
        "event": delivery.event,
        "at": delivery.payload["at"],
        "site": settings().base_url,
        "data": data,
    }
    return json.dumps(text_of(delivery.event, data) if shape == Format.SLACK else told, ensure_ascii=False).encode()


def _note(delivery_id: int, outcome: Answer | Failure) -> None:
    """Later when it is to be tried again."""
    delivery = db.session.get(Delivery, delivery_id, populate_existing=True)
    if delivery is None:  # with its webhook, while it was under way
        return
    hook = db.session.get_one(Webhook, delivery.webhook_id, populate_existing=True)
    delivery.last_at, delivery.status, delivery.seconds = clock.now(), outcome.status, outcome.seconds
    if isinstance(outcome, Answer):
        delivery.state = State.DELIVERED
        delivery.answer = _beginning(outcome) if delivery.event == TEST else None
        hook.failing_since = hook.rests_until = None
        return
    if delivery.state == State.GIVEN_UP:  # the webhook was switched off while it was under way
        return
    delivery.answer = outcome.reason
    if delivery.event == TEST:  # somebody looks at it now, and sends another
        delivery.state = State.GIVEN_UP
        return
    hook.failing_since = hook.failing_since or clock.now()
    pause = pause_after(max(delivery.tries - 1, 0), FIRST_PAUSE, LONGEST_PAUSE)
    hook.rests_until = clock.now() + _rest(hook) if outcome.was_silent else None
    _try_again(delivery, hook, pause)


def _rest(hook: Webhook) -> timedelta:
    """The longer, the longer it has been silent."""
    silent_for = clock.now() - (hook.failing_since or clock.now())
    return min(max(REST, silent_for / 4), LONGEST_PAUSE)


def _try_again(delivery: Delivery, hook: Webhook, pause: timedelta) -> None:
    now = clock.now()
    if hook.failing_since is not None and now - hook.failing_since >= SWITCH_OFF_AFTER and hook.enabled:
        hook.enabled = False
        delivery.state = State.GIVEN_UP
        logger.error("webhook %s took nothing for three days and was switched off", ids.to_text(hook.id))
        log(Happened("webhook-failed", None, more={"webhook": ids.to_text(hook.id)}))
    elif now - delivery.created_at >= KEEP_TRYING:
        delivery.state = State.GIVEN_UP
    else:
        delivery.state = State.FAILED
        raise Later(now + pause, f"webhook {ids.to_text(hook.id)} did not take it")


def _give_up(delivery: Delivery, reason: str) -> None:
    delivery.state, delivery.answer, delivery.last_at = State.GIVEN_UP, reason, clock.now()


def _keeping(delivery: Delivery) -> Keep:
    """A server may repeat what it is told: of readers' words nothing is to outlive them here, and a test has none."""
    return _beginning if delivery.event == TEST else _phrase


def _beginning(answer: Answer) -> str:
    return displayable(answer.body[:MOST_KEPT].decode("utf-8", "replace"))


def _phrase(answer: Answer) -> str:
    """What its status means to everybody; the words that came with it are the server's own."""
    try:
        return f"{HTTPStatus(answer.status).phrase}."
    except ValueError:
        return "Its status says nothing that is known."


def forget_old_deliveries() -> None:
    db.session.execute(delete(Delivery).where(Delivery.created_at < clock.now() - KEPT_FOR))
