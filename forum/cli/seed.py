"""forum seed."""

import sys
from random import Random

import click

from forum.articles.queries import article_id_or_404
from forum.cli.opening import opened, say
from forum.db import db
from forum.demo.seeding import seed as seeding
from forum.errors import NotFound

# As many people as a discussion of this size has: each says some twenty things, but nobody talks to an empty room.
COMMENTS_EACH, FEWEST, MOST = 20, 20, 2_000


@click.command()
@click.option("--article", "slug", required=True, metavar="SLUG", help="Under which article.")
@click.option("--comments", "number", required=True, type=click.IntRange(1, 10_000_000), help="How many.")
@click.option("--people", type=click.IntRange(2, 100_000), help="By how many people.  [default: one for 20 comments]")
@click.option("--seed", "chance", default=1, show_default=True, help="The same number gives the same discussion.")
def seed(slug: str, number: int, people: int | None, chance: int) -> None:
    """Fill an article with invented comments, to try the site under load."""
    people = people or max(FEWEST, min(number // COMMENTS_EACH, MOST))
    with opened():
        article_id = _article(slug)
        batches = seeding(article_id, number, people, Random(chance))  # noqa: S311 (no secret)
        with click.progressbar(length=number, label="Seeding", file=sys.stderr) as bar:
            for written in batches:
                bar.update(written)
        db.session.commit()
        say(f"{number:,} comments by {people:,} people under {slug}.")


def _article(slug: str) -> int:
    try:
        return article_id_or_404(slug)
    except NotFound:
        raise NotFound(f"There is no article {slug}. Add one first: forum article add FILE") from None
