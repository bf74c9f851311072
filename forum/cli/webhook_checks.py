"""What `forum doctor` looks at about webhooks. None is called."""

from collections.abc import Iterator

from sqlalchemy import inspect

from forum.cli.checks import Finding, fault, note
from forum.db import db
from forum.webhooks.listing import all_webhooks
from forum.webhooks.models import Webhook


def failing() -> Iterator[Finding]:
    """Those that take nothing: tried again for three days, then switched off by the site itself."""
    # On the connection that is open: on SQLite a second one would wait for it.
    if not inspect(db.session.connection()).has_table(Webhook.__tablename__):
        return  # an older database, of which is told already
    for listed in all_webhooks():
        since = listed.hook.failing_since
        if since is None:
            continue
        said = f"The webhook {listed.address} has taken nothing since {since:%Y-%m-%d %H:%M} UTC"
        if listed.hook.enabled:
            yield note(f"{said}, and {listed.waiting} deliveries wait. Why: /moderation/webhooks")
        else:
            yield fault(f"{said}, and was switched off. Mend it and switch it on: /moderation/webhooks")
