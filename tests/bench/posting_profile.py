"""Where the time of a comment goes that is posted: python -m tests.bench.posting_profile.

The application is in this process, on a SQLite file that waits for the disk as on a site; no server and no network.
First eight people post at once, and for each comment is told how long it waited for its turn to write, for statements
and for the disk; the rest is Python, and waiting for Python, which computes in one thread at a time. Then one person
posts under Python's own profiler, which makes calls look dearer than they are: it shows shares, not times.
"""

import cProfile
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from types import CodeType

import click
from flask import Flask

from forum.app import create_app
from forum.config import load
from forum.db import db
from tests.at_once import at_once
from tests.bench.comparison.asking import HOST
from tests.bench.comparison.corpus import write_articles
from tests.bench.comparison.ours import WRITERS, OurPoster, environment, sign_in
from tests.bench.stages import STAGES, Watch, watching

COMMENTS, POSTS = 1_000, 100  # already there; by each of the eight, and by the one
SHOWN = 14
PORT = 8000  # nobody listens: the application is called
# Whose time it is, by the folders that the code stands in; the first that fits.
OWNERS = ("forum", "sqlalchemy", "jinja2", "flask", "werkzeug", "markdown_it", "bleach", "templates")


@click.command()
@click.option("--posts", default=POSTS, show_default=True, type=click.IntRange(1, 10_000), help="By each person.")
def main(posts: int) -> None:
    """Show where the time of posting goes."""
    with tempfile.TemporaryDirectory(prefix="forum-bench-", dir="/var/tmp") as folder:
        environ = environment(Path(folder))
        write_articles(Path(folder), environ, (COMMENTS,))
        app = create_app(load(environ))
        with app.app_context():
            field, members = sign_in(app, WRITERS)
            poster = OurPoster(PORT, field, members)
            with watching() as watch:
                _eight(app, poster, posts, watch)
            _one(app, poster, posts)
            db.engine.dispose()


def _eight(app: Flask, poster: OurPoster, posts: int, watch: Watch) -> None:
    def write(writer: int) -> Callable[[], None]:
        def posting() -> None:
            for nth in range(posts):
                with watch.one_post():
                    _post(app, poster, writer, nth)

        return posting

    begin = time.perf_counter()
    at_once(app, [write(writer) for writer in range(WRITERS)])
    took = time.perf_counter() - begin
    click.echo(f"{WRITERS} people at once: {WRITERS * posts / took:.0f} comments/s; of each, in ms (median)\n")
    for stage in STAGES:
        spent = [1000 * post[stage] for post in watch.posts]
        click.echo(f"  {stage:<34}{median(spent):8.2f}")


def _one(app: Flask, poster: OurPoster, posts: int) -> None:
    profile = cProfile.Profile()
    profile.enable()
    for nth in range(posts):
        _post(app, poster, 0, posts + nth)
    profile.disable()
    own, ours, total = defaultdict[str, float](float), list[tuple[float, str]](), 0.0
    for entry in profile.getstats():
        total += entry.inlinetime
        own[_owner(entry.code)] += entry.inlinetime
        if isinstance(entry.code, CodeType) and "/forum/" in entry.code.co_filename:
            file = entry.code.co_filename.rpartition("/forum/")[2]
            ours.append((entry.totaltime, f"{file} {entry.code.co_name}"))
    click.echo("\nOne person: whose time it is\n")
    _print_shares([(spent, owner) for owner, spent in own.items()], total)
    click.echo("\nOne person: our functions, with all that they call\n")
    _print_shares(ours, total)


def _owner(code: CodeType | str) -> str:
    """By the folder that the code stands in; what is written in C has a name instead."""
    if isinstance(code, str):
        return f"sqlite3: {code.split(chr(39))[1]}" if "sqlite3" in code else "Python and the rest"
    return next((owner for owner in OWNERS if f"/{owner}/" in code.co_filename), "Python and the rest")


def _print_shares(spent: Sequence[tuple[float, str]], total: float) -> None:
    for seconds, what in sorted(spent, reverse=True)[:SHOWN]:
        click.echo(f"  {what:<60}{seconds / total:7.1%}")


def _post(app: Flask, poster: OurPoster, writer: int, nth: int) -> None:
    ask = poster.ask(writer, nth)
    reply = app.test_client(use_cookies=False).post(
        ask.path, data=ask.body, headers=dict(ask.headers), base_url=f"http://{HOST}:{PORT}"
    )
    assert "#c" in reply.headers.get("Location", ""), reply.status


if __name__ == "__main__":
    main()
