"""forum demo, and what `forum serve` does about the demonstration."""

import sys

import click
from sqlalchemy import exists, select

from forum.articles.models import Article
from forum.cli.opening import opened, say, sentences
from forum.config import Settings, load
from forum.db import db
from forum.demo.planting import set_stage
from forum.demo.sign_ins import FILE, sign_ins, withdraw
from forum.errors import Forbidden


@click.command()
def demo() -> None:
    """Plant the demonstration when there is no article yet, and print its sign-ins.

    For this machine alone, and under FORUM_DEMO=1 only: its sign-ins are shown to all.
    """
    with sentences():
        settings = load()
        if not settings.demo:
            raise Forbidden("The demonstration has sign-ins that are shown to all. To have it, set FORUM_DEMO=1.")
    with opened(settings):
        plant_when_empty(settings)


def plant_when_empty(settings: Settings) -> None:
    """The demonstration, if there is no article at all; then its sign-ins, new or kept."""
    if not db.session.scalar(select(exists(select(Article.id)))):
        _plant()
    found = sign_ins(settings.data_dir)
    db.session.commit()
    if found:
        say(f"Sign-ins of the demonstration, kept in {settings.data_dir / FILE}:")
    else:
        say("There are articles already, and none is the demonstration's: nothing was planted.")
    for role, entry in found.items():
        say(f"  {role:<10} {entry['email']:<22} {entry['password']}")


def withdraw_sign_ins(settings: Settings) -> None:
    """Without the demonstration its sign-ins do not exist."""
    file = settings.data_dir / FILE
    if not settings.demo and file.exists():
        withdraw()
        db.session.commit()
        file.unlink()
        say("The demonstration is off: its sign-ins are withdrawn.")


def _plant() -> None:
    steps = set_stage()
    with click.progressbar(steps, label="Planting the demonstration", file=sys.stderr) as bar:
        for step in bar:
            step.take()
