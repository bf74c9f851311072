"""python -m tests.bench.word: what it costs that word reaches people: to whoever posts, and to whoever is mailed.

The real server, its worker in its process, SQLite on the disk. Somebody posts on an article that ten thousand follow
and on one that nobody follows, in turns, each time when all that followed from the posts before is done; then on the
one that nobody follows while the ten thousand are being told. Of these the time until the last of them is told is
taken too. Last, mails of notices go to a server that only counts, by `forum worker` and by a bare loop of smtplib over
one connection with the same bytes, in turns.
"""

import os
import platform
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from statistics import median, quantiles
from time import perf_counter

import click
from sqlalchemy import func, select

from forum import ids
from forum.db import db
from forum.notifications.models import Notification
from forum.outbox.models import Fact
from tests.bench.word_mails import measured_mails
from tests.factories import an_article
from tests.faults.news import follow_all, members
from tests.faults.reader import Reader
from tests.faults.site import Site, site_of

FOLLOWERS, PAIRS, MAILS = 10_000, 10, 150
# Of so many crowds that are being told, so many posts while each is.
CROWDS, MEANWHILE = 3, 4
AT_MOST = 1.1  # the ratio
CROWDED, QUIET = "crowded", "quiet"
# Nobody takes the mail: what would be mailed at once is put together the next morning.
SETTINGS = {"FORUM_MAIL_URL": "smtp://localhost:9", "FORUM_MAIL_FROM": "forum@example.org"}
PATIENCE = 120.0


@dataclass
class Taken:
    """Seconds."""

    crowded: list[float] = field(default_factory=list)
    quiet: list[float] = field(default_factory=list)
    meanwhile: list[float] = field(default_factory=list)
    telling: list[float] = field(default_factory=list)


@click.command()
@click.option("--followers", default=FOLLOWERS, show_default=True, type=click.IntRange(1, 1_000_000))
@click.option("--pairs", default=PAIRS, show_default=True, type=click.IntRange(2, 1_000))
@click.option("--mails", default=MAILS, show_default=True, type=click.IntRange(10, 100_000))
def main(followers: int, pairs: int, mails: int) -> None:
    """Measure, and say whether whoever posts waits for those who are told."""
    cores, busy, python = os.cpu_count(), os.getloadavg()[0], platform.python_version()
    click.echo(f"{cores} cores, load {busy:.1f} at the start, Python {python}. Median (the middle half of them)\n")
    with tempfile.TemporaryDirectory(prefix="forum-word-", dir="/var/tmp") as folder:
        with site_of(Path(folder) / "posting", **SETTINGS) as site:
            _tell_of_posting(_posted(site, followers, pairs), followers)
        written, ours, bare = measured_mails(Path(folder) / "mailing", mails)
    click.echo(_line("mails written from notices, a second", written))
    click.echo(_line("mails delivered by the worker, a second", ours))
    click.echo(_line("… by a bare loop of smtplib, a second", bare))
    click.echo(f"{'… ratio':<58}{median(ours) / median(bare):.3f}")


def _tell_of_posting(taken: Taken, followers: int) -> None:
    ratio = median(taken.crowded) / median(taken.quiet)
    verdict = "met" if ratio <= AT_MOST else "missed"
    click.echo(_line("a comment where nobody follows, ms", taken.quiet, 1_000))
    click.echo(_line(f"… where {followers:,} follow, ms", taken.crowded, 1_000))
    click.echo(f"{'… ratio':<58}{ratio:.2f}, at most {AT_MOST}: {verdict}")
    click.echo(_line("… where nobody follows, while those are told, ms", taken.meanwhile, 1_000))
    click.echo(_line(f"until all {followers:,} are told, s", taken.telling))
    click.echo(_line("… notices a second", [followers / each for each in taken.telling]))


def _line(name: str, measured: Sequence[float], scale: float = 1.0) -> str:
    if len(measured) < 2:
        return f"{name:<58}–"
    low, middle, high = (f"{scale * each:,.1f}" for each in quantiles(measured, n=4))
    return f"{name:<58}{middle} ({low} – {high})"


def _posted(site: Site, followers: int, pairs: int) -> Taken:
    site.server.start()
    with site.rows():
        crowded = an_article(CROWDED)
        an_article(QUIET)
        follow_all(crowded, members("follower", followers))
    reader, taken, chance = site.reader("writer"), Taken(), Random(0)
    _post(reader, QUIET)  # whatever is made once
    for _ in range(pairs):
        pair = [CROWDED, QUIET]
        chance.shuffle(pair)  # the second finds a warmer machine
        for slug in pair:
            took, comment = _post(reader, slug)
            (taken.crowded if slug == CROWDED else taken.quiet).append(took)
            if slug == CROWDED:
                taken.telling.append(_until_told(site, comment, followers))
            _until_all_is_done(site)
    for _ in range(CROWDS):
        taken.meanwhile += _posts_while_they_are_told(site, reader, followers)
    return taken


def _posts_while_they_are_told(site: Site, reader: Reader, followers: int) -> list[float]:
    """Where nobody follows; those that came when all had been told do not count."""
    _, comment = _post(reader, CROWDED)
    _until_told(site, comment, 1)
    took = []
    for _ in range(MEANWHILE):
        each, _ = _post(reader, QUIET)
        if _told(site, comment) >= followers:
            break
        took.append(each)
    _until_all_is_done(site)
    return took


def _post(reader: Reader, slug: str) -> tuple[float, int]:
    began = perf_counter()
    answer = reader.say(f"/articles/{slug}", f"Said at {began}.")
    took = perf_counter() - began
    if answer.comment is None:
        raise click.ClickException(f"a comment was answered with {answer.status} {answer.trouble}")
    return took, ids.from_text(answer.comment)


def _until_told(site: Site, comment: int, people: int) -> float:
    """From now until so many have their notice, in seconds."""
    began = perf_counter()
    while _told(site, comment) < people:
        if perf_counter() - began > PATIENCE:
            raise click.ClickException("nobody is told any more")
        time.sleep(0.05)
    return perf_counter() - began


def _told(site: Site, comment: int) -> int:
    with site.looking():
        return db.session.scalar(select(func.count()).where(Notification.comment_id == comment)) or 0


def _until_all_is_done(site: Site) -> None:
    until = perf_counter() + PATIENCE
    while perf_counter() < until:
        with site.looking():
            if not db.session.scalar(select(func.count(Fact.id))):
                return
        time.sleep(0.05)
    raise click.ClickException("what follows from a comment does not come to an end")


if __name__ == "__main__":
    main()
