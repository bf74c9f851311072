"""forum person hold, release, export and erase: what the law asks of whoever runs the site."""

import os
from pathlib import Path

import click

from forum.accounts.models import Account
from forum.accounts.queries import account_by_email
from forum.cli.opening import opened, say
from forum.db import db
from forum.errors import Invalid, NotFound
from forum.handlers import HANDLERS
from forum.outbox.dispatch import dispatch_this
from forum.outbox.queries import fact_with
from forum.privacy.erasing import erase
from forum.privacy.exporting import export_of
from forum.privacy.holding import hold_from_the_command_line, parse_reason, release_account
from forum.privacy.leaving import let_go_now


@click.command()
@click.argument("email")
@click.argument("reason")
def hold(email: str, reason: str) -> None:
    """Let nothing of EMAIL's account be deleted for now; they are told, with the REASON."""
    with opened():
        account = registered(email)
        hold_from_the_command_line(account, parse_reason(reason))
        db.session.commit()
        say(f"@{account.handle} is on legal hold.")


@click.command()
@click.argument("email")
def release(email: str) -> None:
    """Let EMAIL's account be deleted again, if its owner asks for that or has asked already."""
    with opened():
        account = registered(email)
        was_held = release_account(account)
        db.session.commit()
        say(f"@{account.handle} is released." if was_held else f"@{account.handle} was not on hold.")


@click.command()
@click.argument("email")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def export(email: str, file: Path) -> None:
    """Write everything about EMAIL to FILE, for them alone: docs/export.md says what it looks like."""
    with opened():
        account = registered(email)
        name = account.handle
        try:
            # Nobody else on this machine reads it, and nothing is overwritten.
            handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            raise Invalid(f"{file} exists already. Choose another name.") from None
        with os.fdopen(handle, "w", encoding="utf-8") as writing:
            writing.writelines(export_of(account.id))
        say(f"Everything about @{name} is in {file}.")


@click.command()
@click.argument("email")
@click.option("--with-words", is_flag=True, help="All that they said goes as well.")
def erase_person(email: str, with_words: bool) -> None:
    """Delete EMAIL's account, now and for good. Their comments stay without a name, or go --with-words."""
    with opened():
        account = registered(email)
        name, account_id = account.handle, account.id
        let_go_now(account, with_words)
        erase(account, by=None)
        db.session.flush()
        fact = fact_with({"account_id": account_id})
        db.session.commit()
        say(f"Who @{name} was is forgotten. What they did follows; that may take a while.")
        dispatch_this(fact, HANDLERS)
        left = db.session.get_one(Account, account_id, populate_existing=True).erase_at
        say("All of it is done." if left is None else "The worker does the rest.")


def registered(email: str) -> Account:
    account = account_by_email(email)
    if account is None:
        raise NotFound(f"Nobody is registered with {email}.")
    return account
