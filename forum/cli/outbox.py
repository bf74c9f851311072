"""forum outbox."""

import click

from forum.cli.opening import opened, say
from forum.db import db
from forum.outbox.queries import retry_all, set_aside
from forum.web.jinja import moment


@click.group()
def outbox() -> None:
    """What still has to follow from what happened."""


@outbox.command("list")
def list_set_aside() -> None:
    """What failed too often to be tried again: when it happened, what it was, and why."""
    with opened():
        for fact in set_aside():
            click.echo(f"{moment(fact.created_at)}  {fact.name} {fact.payload}: {fact.last_error}")


@outbox.command()
def retry() -> None:
    """Try it again, all of it."""
    with opened():
        count = retry_all()
        db.session.commit()
        say(f"{count} will be tried again.")
