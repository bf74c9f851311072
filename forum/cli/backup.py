"""forum backup, forum restore."""

import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from forum.backup.making import back_up
from forum.backup.manifest import Manifest
from forum.backup.restoring import look_at
from forum.backup.restoring import restore as restoring
from forum.backup.watching import Bar
from forum.backup.workplace import default_file
from forum.cli.opening import say, sentences
from forum.config import load
from forum.errors import Invalid


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
def backup(file: Path | None) -> None:
    """Back up all that the site keeps into FILE, while it goes on; FILE's name is the last line printed.

    Without FILE it goes into the data folder's backups, under the date and time (UTC). The backup is read again before
    it is called one. It holds addresses, digests of passwords and the secret key: keep it where nobody else reads.
    """
    began = time.monotonic()
    with plainly():
        settings = load()
        made = back_up(settings, (file or default_file(settings)).absolute(), watch)
    say(
        f"{made.rows:,} rows of {made.tables} tables, {made.size / 1e6:,.1f} MB, "
        f"in {time.monotonic() - began:.1f} s; read again, and whole."
    )
    click.echo(made.file)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Also when the database holds rows: they are kept aside.")
@click.option("--check", is_flag=True, help="Only look whether FILE is whole, and say what is in it.")
def restore(file: Path, replace: bool, check: bool) -> None:
    """Get back what `forum backup` wrote to FILE. Stop the site first.

    FILE is looked at to its end before anything is touched. It may come from the other kind of database: so a site
    moves from SQLite to PostgreSQL. Killed at any moment, this leaves the old database or the new one.
    """
    began = time.monotonic()
    with plainly():
        if check:
            _tell(look_at(file, watch))
            return
        manifest = restoring(load(), file, watch, say, replace=replace)
    say(f"Restored {manifest.rows:,} rows in {time.monotonic() - began:.1f} s, read back and compared.")
    say("Next: forum recount --check, forum doctor, then start the site.")


@contextmanager
def plainly() -> Iterator[None]:
    """What the disk or the database refuses becomes a sentence too."""
    with sentences():
        try:
            yield
        except OSError as error:
            raise Invalid(f"{error.filename or 'The disk'}: {error.strerror}.") from error
        except (SQLAlchemyError, sqlite3.Error) as error:
            # The driver's own words without the statement: it may hold what readers wrote.
            said = str(getattr(error, "orig", None) or error).splitlines()[0]
            raise Invalid(f"The database refuses: {said}. Nothing was changed.") from error


def watch(label: str, length: int) -> AbstractContextManager[Bar]:
    return click.progressbar(length=length, label=label, file=sys.stderr)


def _tell(manifest: Manifest) -> None:
    click.echo(f"The backup is whole: made {manifest.made_at[:19]} UTC, of the schema {manifest.revision}.")
    for table in manifest.tables:
        click.echo(f"{table.rows:>12,} {table.name}")
