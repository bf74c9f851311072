"""forum log."""

import json
import sys

import click

from forum import ids
from forum.accounts.queries import account_or_404
from forum.cli.opening import opened, say
from forum.moderation.chain import Broken
from forum.moderation.log import length, page_of_log, require_noted, verified


@click.group("log")
def log() -> None:
    """What staff did, from the first day on."""


@log.command()
@click.option("--noted", type=(int, str), help="A last line of earlier: the number and the seal that it said.")
def verify(noted: tuple[int, str] | None) -> None:
    """Go along the whole log: exit 0 when nothing was changed, 1 at the first entry that was.

    Note the last line elsewhere from time to time, and give it back with --noted: whoever has the database's own keys
    could seal everything anew, or cut the end off.
    """
    with opened():
        number, seal, done = 0, "", 0
        try:
            with click.progressbar(length=length(), label="Verifying", file=sys.stderr) as bar:
                for number, seal in verified():  # noqa: B007 - said below
                    bar.update(number - done)
                    done = number
            if noted:
                require_noted(*noted)
        except Broken as broken:
            raise click.ClickException(f"The log does not hold: {broken.sentence}.") from None
        say(f"{number:,} entries, and nothing was changed.")
        click.echo(f"{number} {seal}")


@log.command("list")
@click.option("--actor", help="Only what this person did: a handle.")
@click.option("--person", help="Only what was done to this person: a handle.")
@click.option("--kind", help="Only entries of this kind, such as remove or role.")
@click.option("--before", type=int, help="Go on before this entry.")
def listing(actor: str | None, person: str | None, kind: str | None, before: int | None) -> None:
    """The latest fifty entries as JSON, one a line, the latest first."""
    with opened():
        did = account_or_404(actor).id if actor else None
        about = account_or_404(person).id if person else None
        rows, _ = page_of_log(did, about, kind, before)
        for entry, text in rows:
            numbers = ("actor_id", "person_id", "comment_id", "article_id")
            told = {name.removesuffix("_id"): getattr(entry, name) for name in numbers}
            spelled = {name: ids.to_text(number) if number else None for name, number in told.items()}
            facts = {"entry": entry.id, "at": entry.at.isoformat(), "kind": entry.kind, **spelled}
            click.echo(json.dumps({**facts, "words": text.words if text else "erased"}, ensure_ascii=False))
