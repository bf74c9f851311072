"""What `forum doctor` looks at about mail and about what else still has to follow. No mail is sent."""

import ssl
from collections.abc import Iterator, Mapping
from datetime import timedelta
from urllib.parse import urlsplit

from sqlalchemy import inspect

from forum import clock
from forum.cli.checks import Finding, fault, note, ok
from forum.config import Settings
from forum.db import db
from forum.discussion.deleting import oldest_deletion
from forum.mail.line import Line, NoLine, Patience
from forum.mail.models import Mail, State
from forum.mail.queries import counts, oldest_open, suppressed
from forum.outbox.queries import set_aside_count, waiting

# A worker looks every second; what is due for longer waits for a worker that is not there.
LATE = timedelta(minutes=10)
PATIENCE = Patience(step=5.0, whole=15.0)


def server(settings: Settings) -> Iterator[Finding]:
    """Whether the mail server can be reached, lets us in and speaks TLS where it must."""
    if settings.mail_url is None:
        yield note("This site sends no mail. Set FORUM_MAIL_URL and FORUM_MAIL_FROM.")
        return
    hello = urlsplit(settings.base_url).hostname or "localhost"
    try:
        line = Line(settings.mail_url, hello, PATIENCE, ssl.create_default_context())
    except NoLine as trouble:
        yield fault(f"Mail does not work: {trouble} Check FORUM_MAIL_URL.")
        return
    line.hang_up()
    signed_in = " and lets us in" if settings.mail_url.user else ""
    yield ok(f"The mail server {settings.mail_url.name} answers {settings.mail_url.tls}{signed_in}.")


def queue() -> Iterator[Finding]:
    """What waits, and what was given up."""
    if not inspect(db.engine).has_table(Mail.__tablename__):
        return  # an older database, of which is told already
    found, oldest = counts(), oldest_open()
    open_ones = found[State.WAITING] + found[State.IN_DOUBT]
    due, since = waiting()
    if since is not None and clock.now() - since > LATE:
        yield fault(f"{due} things are due since {since:%Y-%m-%d %H:%M} UTC: no worker runs. Start forum worker.")
    deleted = oldest_deletion()
    if deleted is not None and clock.now() - deleted > LATE:
        yield fault(
            f"Words deleted at {deleted:%Y-%m-%d %H:%M} UTC are still kept: no worker runs. Start forum worker."
        )
    if oldest is not None:
        yield note(f"{open_ones} mails wait, the oldest since {oldest:%Y-%m-%d %H:%M} UTC.")
    yield from _given_up(found)
    if oldest is None:
        yield ok("No mail waits.")


def _given_up(found: Mapping[State, int]) -> Iterator[Finding]:
    if found[State.SET_ASIDE]:
        yield fault(f"{found[State.SET_ASIDE]} mails were taken by nobody for two days. Then: forum mail retry")
    if found[State.DOUBTFUL]:
        yield note(f"{found[State.DOUBTFUL]} mails may not have arrived. See: forum mail list")
    if gone := len(suppressed()):
        yield note(f"To {gone} addresses nothing is sent any more. See: forum mail list")
    if aside := set_aside_count():
        yield fault(f"{aside} things failed too often. See forum outbox list, then: forum outbox retry")
