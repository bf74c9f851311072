"""forum article, forum section."""

from pathlib import Path

import click

from forum.articles.manuscript import LARGEST
from forum.articles.registry import add_article, close_by_age, section_named
from forum.cli.opening import opened, say
from forum.db import db
from forum.errors import Invalid
from forum.web.site import absolute


@click.group()
def article() -> None:
    """Articles, each with its discussion."""


@article.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add(file: Path) -> None:
    """Add the article in FILE, or update it; its address is the last line printed.

    FILE is Markdown with front matter, or plain text as a news site prints it.
    """
    with opened():
        row, manuscript = add_article(_read(file), file.name)
        db.session.commit()
        for credit in manuscript.credits_left_out:
            say(f"Left out, a picture's credit: {credit}")
        say(f"{'Added' if row.version == 1 else 'Updated'}: {row.title}")
        click.echo(absolute(f"/articles/{row.slug}"))


@click.command()
@click.argument("name")
@click.option("--closes-after", "days", type=click.IntRange(min=1), help="Days after which comments close.")
@click.option("--never-closes", is_flag=True, help="Take such a limit away.")
def section(name: str, days: int | None, never_closes: bool) -> None:
    """Show the section NAME, or set when its discussions close."""
    with opened():
        row = section_named(name)
        if days is not None or never_closes:
            close_by_age(row, None if never_closes else days)
        db.session.commit()
        limit = row.closes_after_days
        click.echo(f"{row.name}: comments " + (f"close after {limit} days." if limit else "do not close by age."))


def _read(file: Path) -> str:
    with file.open("rb") as opened_file:
        content = opened_file.read(LARGEST + 1)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Invalid(f"{file.name} is not UTF-8 text. Save it as UTF-8 and add it again.") from None
