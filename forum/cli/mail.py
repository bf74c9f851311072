"""forum mail."""

from datetime import timedelta

import click

from forum import clock, ids
from forum.accounts.addresses import parse_email
from forum.cli.opening import opened, say
from forum.db import db
from forum.errors import Invalid, NotFound
from forum.handlers import HANDLERS, POSTMAN
from forum.mail.addresses import SUPPRESSED_FOR, reachable_again
from forum.mail.models import TROUBLED, Mail, State
from forum.mail.post import write
from forum.mail.queries import mails_in, suppressed
from forum.mail.resending import retry_troubled
from forum.outbox.dispatch import dispatch_this
from forum.outbox.queries import fact_with
from forum.web.jinja import moment


@click.group()
def mail() -> None:
    """Mail: whether it works, and what became of it."""


@mail.command()
@click.argument("address")
def test(address: str) -> None:
    """Send a test mail to ADDRESS, now, and say what the mail server answered."""
    with opened():
        # Put off by a minute, so that no worker beside us takes it first.
        number = write("test", parse_email(address), {}, at=clock.now() + timedelta(minutes=1)).id
        db.session.flush()
        fact = fact_with({"mail_id": number})
        db.session.commit()
        dispatch_this(fact, HANDLERS)
        POSTMAN.exchange.hang_up(unused_for=0)
        row = db.session.get_one(Mail, number, populate_existing=True)
        if row.state != State.SENT:
            raise Invalid(f"Not sent ({row.state}): {row.last_reply} See what forum doctor says.")
        say(f"Sent, as {row.message_id}. The server said: {row.last_reply}")


@mail.command("list")
def list_troubled() -> None:
    """What nobody took, what may not have arrived, what was refused, and to whom nothing is sent any more."""
    with opened():
        for row in mails_in({*TROUBLED, State.REFUSED}):
            at = moment(row.created_at)
            click.echo(f"{at}  {ids.to_text(row.id)} {row.purpose} to {row.recipient}: {row.state}. {row.last_reply}")
        for gone in suppressed():
            until = moment(gone.last_at + SUPPRESSED_FOR)
            click.echo(
                f"Nothing is sent to {gone.address} any more, before {until}; the last answer: {gone.last_reply}"
            )


@mail.command()
def retry() -> None:
    """Try again what nobody took for too long."""
    with opened():
        count = retry_troubled()
        db.session.commit()
        say(f"{count} will be tried again.")


@mail.command()
@click.argument("address")
def allow(address: str) -> None:
    """Forget that ADDRESS was refused, and send there again."""
    with opened():
        if not reachable_again(address):
            raise NotFound(f"Nothing to {address} was refused.")
        db.session.commit()
        say(f"Mail to {address} is sent again.")
