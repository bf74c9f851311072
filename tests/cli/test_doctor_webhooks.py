"""forum doctor tells of webhooks that take nothing, and never shows an address that opens something."""

from datetime import UTC, datetime

from forum.accounts.models import Account
from forum.db import db
from forum.webhooks.forms import WebhookForm
from forum.webhooks.keeping import add_webhook
from forum.webhooks.models import Webhook
from forum.webhooks.names import Format
from tests.cli.conftest import Forum

SINCE = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
# That of the application on which the tests stand, which sealed the address.
KEY = {"FORUM_SECRET_KEY": "5e" * 32}


def _hook(eve: Account) -> Webhook:
    return add_webhook(WebhookForm("https://93.184.216.34/hook-k7Qz", Format.JSON, ("comment.picked",)), eve)[0]


def test_a_webhook_that_works_is_not_spoken_of(forum_here: Forum, eve: Account) -> None:
    _hook(eve)
    looked = forum_here("doctor", **KEY)
    assert looked.exit_code == 0, looked.output
    assert "The webhook" not in looked.stdout


def test_one_that_takes_nothing_is_noted_and_one_that_was_switched_off_for_it_is_a_fault(
    forum_here: Forum, eve: Account
) -> None:
    hook = _hook(eve)
    hook.failing_since = SINCE
    looked = forum_here("doctor", **KEY)
    assert looked.exit_code == 0
    words = "The webhook https://93.184.216.34/…k7Qz has taken nothing since 2026-03-01 09:30 UTC"
    assert f"note   {words}, and 0 deliveries wait. Why: /moderation/webhooks" in looked.stdout
    db.session.get_one(Webhook, hook.id).enabled = False
    looked = forum_here("doctor", **KEY)
    assert looked.exit_code == 1
    assert f"fault  {words}, and was switched off. Mend it and switch it on: /moderation/webhooks" in looked.stdout
    assert "hook-" not in looked.output
