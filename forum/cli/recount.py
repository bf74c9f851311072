"""forum recount."""

import sys

import click

from forum.cli.opening import opened
from forum.db import db
from forum.discussion.recount import article_ids, recount_article


@click.command()
@click.option("--check", is_flag=True, help="Change nothing; exit 1 when a number differs.")
@click.pass_context
def recount(context: click.Context, check: bool) -> None:
    """Count everything anew and mend what differs."""
    with opened():
        differences = []
        with click.progressbar(article_ids(), label="Counting", file=sys.stderr) as ids:
            for article_id in ids:
                differences += recount_article(article_id)
                if check:
                    db.session.rollback()
                else:
                    db.session.commit()
        for difference in differences[:20]:
            click.echo(difference)
        click.echo(f"{len(differences)} differences" + (" found." if check else " mended."))
        if check and differences:
            context.exit(1)
