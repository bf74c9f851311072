"""forum doctor."""

import os
from collections.abc import Iterator

import click
from sqlalchemy.exc import SQLAlchemyError

from forum.app import create_app
from forum.cli import checks, mail_checks, webhook_checks
from forum.cli.checks import Finding, Level, fault
from forum.cli.opening import say
from forum.config import Settings, load
from forum.db import db
from forum.errors import Invalid
from forum.migrations.upgrading import make_when_there_is_none

COLOURS = {Level.OK: "green", Level.NOTE: "yellow", Level.FAULT: "red"}


@click.command()
@click.pass_context
def doctor(context: click.Context) -> None:
    """Look whether all is well, and say what to do where it is not; exit 1 on a fault."""
    faults = 0
    for finding in _findings():
        mark = click.style(f"{finding.level:<6}", fg=COLOURS[finding.level])
        click.echo(f"{mark} {finding.sentence}")
        faults += finding.level == Level.FAULT
    if faults:
        click.echo(f"{faults} fault{'s' if faults > 1 else ''}.")
        context.exit(1)


def _findings() -> Iterator[Finding]:
    yield from checks.versions()
    yield from checks.variables(os.environ)
    try:
        settings = load()
    except (Invalid, OSError) as error:
        yield fault(str(error))
        return
    yield from checks.address(settings)
    yield from checks.limits(settings)
    yield from checks.data_folder(settings, os.environ)
    yield from checks.backups(settings)
    yield from mail_checks.server(settings)
    yield from _of_database(settings)


def _of_database(settings: Settings) -> Iterator[Finding]:
    try:
        with create_app(settings).app_context():
            make_when_there_is_none(say)
            with db.engine.connect() as connection:
                yield from checks.database(connection)
            yield from mail_checks.queue()
            yield from webhook_checks.failing()
    except (SQLAlchemyError, OSError) as error:
        # The driver's own words, without the statement or the address, which may hold a password.
        said = getattr(error, "orig", None) or getattr(error, "strerror", None) or type(error).__name__
        reason = str(said).splitlines()[0]
        yield fault(f"The database does not answer: {reason}. Check FORUM_DATABASE_URL and that it is running.")
