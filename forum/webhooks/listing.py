"""Webhooks and what became of their deliveries, for admins to read. No address is shown whole: it may be a secret."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import func, select

from forum.db import db
from forum.errors import NotFound
from forum.web.seals import Broken, unseal
from forum.webhooks.models import Delivery, Webhook
from forum.webhooks.names import OPEN, State
from forum.webhooks.signing import URL

PAGE_SIZE = 50
# As much of an address as tells two of them apart, and lets nobody use it.
SHOWN_END = 4


@dataclass(frozen=True)
class Listed:
    """A webhook in the list, with how many of its deliveries wait and how many were given up."""

    hook: Webhook
    address: str
    waiting: int
    given_up: int


def all_webhooks() -> Sequence[Listed]:
    counts: dict[tuple[int, str], int] = {
        (hook_id, state): count
        for hook_id, state, count in db.session.execute(
            select(Delivery.webhook_id, Delivery.state, func.count()).group_by(Delivery.webhook_id, Delivery.state)
        )
    }
    hooks = db.session.scalars(select(Webhook).order_by(Webhook.id)).all()
    return [
        Listed(
            hook,
            shown_address(hook),
            sum(counts.get((hook.id, state), 0) for state in OPEN),
            counts.get((hook.id, State.GIVEN_UP), 0),
        )
        for hook in hooks
    ]


def webhook_or_404(webhook_id: int) -> Webhook:
    hook = db.session.get(Webhook, webhook_id, populate_existing=True)
    if hook is None:
        raise NotFound("There is no such webhook. It may have been removed.")
    return hook


def delivery_or_404(delivery_id: int) -> Delivery:
    delivery = db.session.get(Delivery, delivery_id, populate_existing=True)
    if delivery is None:
        raise NotFound("There is no such delivery. They are kept for 30 days.")
    return delivery


def shown_address(hook: Webhook) -> str:
    """https://hooks.example/…k7Qz"""
    try:
        url = unseal(URL, hook.sealed_url)
    except Broken:
        return "an address that can no longer be read"
    parts = urlsplit(url)
    rest = url.removeprefix(f"{parts.scheme}://{parts.netloc}")
    hidden = rest if len(rest) <= SHOWN_END else f"/…{rest[-SHOWN_END:]}"
    return f"{parts.scheme}://{parts.netloc}{hidden}"


def deliveries_of(hook: Webhook, before: int | None = None) -> tuple[Sequence[Delivery], int | None]:
    """The newest first, and where the next page begins, if there is one."""
    query = select(Delivery).where(Delivery.webhook_id == hook.id).order_by(Delivery.id.desc()).limit(PAGE_SIZE + 1)
    rows = db.session.scalars(query if before is None else query.where(Delivery.id < before)).all()
    return rows[:PAGE_SIZE], rows[PAGE_SIZE - 1].id if len(rows) > PAGE_SIZE else None
