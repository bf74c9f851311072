"""Whether a page of a long discussion costs more than one of a short discussion: python -m tests.bench.pages_cost.

Prints the table; exit status 1 when a ratio is above the limit.

*Why a copy.* Two articles with different comments would be compared by their texts. So for each page a short article
is copied from the long one: the comments of the page, and after them as many more as make a hundred. Its first page
then shows the same words in the same places, and only what lies behind and before them differs.

*Why in turns.* A machine is never equally fast for a minute. Long and short are measured one after the other, again
and again, in one process; what is judged is the ratio of their medians.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from tests.bench.articles import SHORT, make_articles
from tests.bench.pages import comparisons
from tests.bench.timing import ROUNDS, Comparison
from tests.databases import site_on

MOST = 1.5
LONG, QUICK = 100_000, 5_000


@click.command()
@click.option("--quick", is_flag=True, help=f"With {QUICK:,} comments, to try it out.")
def main(quick: bool) -> None:
    """Time the pages of a long discussion against those of a short one, on SQLite and PostgreSQL."""
    count = QUICK if quick else LONG
    worst = 0.0
    for database in ("sqlite", "postgresql"):
        for comparison in _timed(database, count):
            click.echo(f"{comparison.what:<36}{comparison.one!s:<30}{comparison.other!s:<30}{comparison.ratio:5.2f}")
            worst = max(worst, comparison.ratio)
    click.echo(f"\nThe largest ratio is {worst:.2f}; at most {MOST} is allowed.")
    sys.exit(worst > MOST)


def _timed(database: str, count: int) -> Iterator[Comparison]:
    with tempfile.TemporaryDirectory(prefix="forum-bench-") as folder:
        try:
            with site_on(database, Path(folder)) as app:
                click.echo(f"{database}: writing {count:,} comments …", err=True)
                with app.app_context():
                    articles = make_articles(count)
                click.echo(f"\n{database}, milliseconds: median of {ROUNDS} (least – p90)")
                click.echo(f"{'':<36}{f'{count:,} comments':<30}{f'{SHORT} comments':<30}ratio")
                yield from comparisons(app, articles)
        except pytest.skip.Exception as skipped:
            click.echo(f"{database}: skipped. {skipped.msg}")


if __name__ == "__main__":
    main()
