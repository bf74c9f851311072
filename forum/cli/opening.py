"""What every command does first: settings, application, a database that is up to date."""

from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask

from forum.app import create_app
from forum.config import Settings
from forum.errors import Refusal
from forum.migrations.upgrading import bring_up_to_date


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Flask]:
    """The application, inside its context; a refusal becomes a sentence and exit status 1."""
    with sentences():
        app = create_app(settings)
        with app.app_context():
            bring_up_to_date(say)
            yield app


@contextmanager
def sentences() -> Iterator[None]:
    """Inside the block a refusal is said in its own words, without a traceback."""
    try:
        yield
    except Refusal as refusal:
        raise click.ClickException(refusal.sentence) from refusal


def say(sentence: str) -> None:
    """What is being done goes to standard error: standard output is for what scripts read."""
    click.echo(sentence, err=True)
