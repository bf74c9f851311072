"""Where one reads what one was told, chooses it, and makes it stop."""

from collections.abc import Sequence

from tests.browser.stop import Stop
from tests.browser.visits import at, on, press

WHEN_TOLD: Sequence[Stop] = [
    Stop("inbox", "notifications.inbox", at(lambda town: "/notifications"), "ada"),
    Stop("inbox-unread", "notifications.inbox", at(lambda town: "/notifications?unread=1"), "ada"),
    Stop("inbox-empty", "notifications.inbox", at(lambda town: "/notifications"), "ben"),
    Stop("told-why", "notifications.why", at(lambda town: f"/notifications/{town.told}/why"), "ada"),
    Stop("told-mail", "notifications.mail", at(lambda town: "/notifications/mail"), "ada"),
    Stop("told-mail-none", "notifications.mail", at(lambda town: "/notifications/mail"), "cleo"),
    Stop("told-settings", "notifications.settings", at(lambda town: "/me/notifications"), "ada"),
    Stop("told-settings-saved", "notifications.settings", press("/me/notifications", "Save"), "eve"),
    Stop("told-defaults", "notifications.defaults", at(lambda town: "/moderation/notifications"), "eve"),
    Stop("thread-to-follow", "notifications.thread", on("reply", "/follow"), "ada"),
    Stop("thread-muted", "notifications.thread", on("edited", "/follow"), "ada"),
    Stop("mail-stop", "notifications.stop_page", at(lambda town: f"/mail/stop/{town.stop}")),
    Stop("mail-stop-broken", "notifications.stop_page", at(lambda town: "/mail/stop/cut-short")),
]
