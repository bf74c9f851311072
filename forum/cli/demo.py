"""forum demo, and what `forum serve` does about the demonstration."""

import sys

import click
from sqlalchemy import exists, select

from forum.articles.models import Article
from forum.cli.opening import opened, say, sentences
from forum.config import Settings, load
from forum.db import db
from forum.demo.planting import set_stage
from forum.demo.removal import Removed, remove
from forum.demo.sign_ins import FILE, sign_ins, withdraw
from forum.errors import Forbidden


@click.command()
@click.option("--remove", "away", is_flag=True, help="Take the demonstration away instead.")
@click.option("--yes", "sure", is_flag=True, help="With --remove: do not ask first.")
def demo(away: bool, sure: bool) -> None:
    """Plant the demonstration when there is no article yet, and print its sign-ins.

    For this machine alone, and under FORUM_DEMO=1 only: its sign-ins are shown to all.

    With --remove, and whether or not FORUM_DEMO is set, it goes: its articles with all that was said under them, also
    by people of your own, whose accounts stay; its people with all they did; its sign-ins. One of its people who has
    said or decided something under another article stays, as a reader without a way in.
    """
    with sentences():
        settings = load()
        if not (settings.demo or away):
            raise Forbidden("The demonstration has sign-ins that are shown to all. To have it, set FORUM_DEMO=1.")
    with opened(settings):
        if away:
            take_away(settings, sure)
        else:
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


def take_away(settings: Settings, sure: bool) -> None:
    """Remove the demonstration, once its owner has seen what would go and agrees."""
    # A rehearsal says exactly what would go. It is over before the question: an answer may take its time, and on
    # SQLite nobody else could write meanwhile.
    planned = remove()
    db.session.rollback()
    if planned and not sure:
        click.confirm(f"Remove {_in_words(planned)}?", abort=True, err=True)
    done = remove()
    db.session.commit()
    (settings.data_dir / FILE).unlink(missing_ok=True)
    say(f"Removed {_in_words(done)}." if done else "Nothing of the demonstration is here.")
    for handle in done.staying:
        say(f"@{handle} has said or decided something elsewhere and stays, as a reader without a way in.")
    if settings.demo and done:
        say("FORUM_DEMO is on: forum serve plants it again as long as there is no article. Unset it.")


def withdraw_sign_ins(settings: Settings) -> None:
    """Without the demonstration its sign-ins do not exist."""
    file = settings.data_dir / FILE
    if not settings.demo and file.exists():
        withdraw()
        db.session.commit()
        file.unlink()
        say("The demonstration is off: its sign-ins are withdrawn.")


def _in_words(removed: Removed) -> str:
    others = removed.comments_by_others
    comments = f"{removed.comments} comments" + (f" ({others} by people of your own)" if others else "")
    return f"the demonstration's {removed.articles} articles, {comments} and {removed.people} people"


def _plant() -> None:
    steps = set_stage()
    with click.progressbar(steps, label="Planting the demonstration", file=sys.stderr) as bar:
        for step in bar:
            step.take()
