"""F07, F08: other processes at the same SQLite file."""

import multiprocessing
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import select

from forum import ids
from forum.accounts.models import Account
from forum.articles.models import Article
from forum.articles.queries import article_to_change
from forum.db import db
from forum.transactions import wal_is_safe
from tests.factories import person, say
from tests.faults.fault import Ground
from tests.faults.figures import Figures, quantile
from tests.faults.injecting import TRACEABLE
from tests.faults.ledger import Ledger, Said
from tests.faults.reader import Reader
from tests.faults.site import Site
from tests.faults.writing import writing

PROCESSES = 8
# What `forum backup` or a shell may do: begin to write, and not go on.
_HOLDING = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
"""


def hold_the_lock(ground: Ground) -> Figures:
    """F07."""
    site, figures = ground.site("disk", PYTHONPATH=TRACEABLE), Figures()
    article, seconds = site.article("f07"), ground.scale(7.0, 60.0)
    readers = site.readers([f"waiting-{number}" for number in range(6)])
    with writing(readers, article, ground.folder / "f07") as crowd, reading(site.reader("looking"), article) as looks:
        crowd.wait_for_more(12)
        with held(site.server.folder / "forum.sqlite3"):
            looks.begin()
            time.sleep(seconds)
            looks.end()
            while_held = crowd.acknowledged
            crowd.wait_for_more(1, within=0.2)
            figures.must(crowd.acknowledged == while_held, "somebody wrote past the lock")
        began = time.monotonic()
        figures.must(crowd.wait_for_more(12), "nobody could write after the lock was free")
        figures.soon("twelve comments after", time.monotonic() - began, 10.0)
    figures["held"], figures["answers"], figures["pages meanwhile"] = f"{seconds:g} s", dict(crowd.answers), looks.seen
    figures.must(crowd.answers["503"] > 0, "nobody was told to try again")
    figures.must(not crowd.odd, f"odd answers: {crowd.odd[:5]}")
    figures.must(set(looks.seen) == {200}, f"pages could not be read meanwhile: {looks.seen}")
    figures.soon("a page p99", quantile(looks.times, 0.99), 2.0)
    site.reckon(crowd.said()).into(figures)
    return figures


@contextmanager
def held(file: Path) -> Iterator[None]:
    command = [sys.executable, "-c", _HOLDING, str(file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        other.stdout.readline()
        yield
        other.communicate()


class Looks:
    """What one who only reads sees, from `begin` to `end`."""

    def __init__(self) -> None:
        self.seen: Counter[int] = Counter()
        self.times: list[float] = [0.0]
        self.counting, self.over = threading.Event(), threading.Event()

    def begin(self) -> None:
        self.counting.set()

    def end(self) -> None:
        self.counting.clear()

    def look(self, reader: Reader, path: str) -> None:
        while not self.over.is_set():
            counts, began = self.counting.is_set(), time.monotonic()
            status = reader.get(path).status
            if counts:
                self.seen[status] += 1
                self.times.append(time.monotonic() - began)
            time.sleep(0.05)


@contextmanager
def reading(reader: Reader, path: str) -> Iterator[Looks]:
    """Somebody signed in, whose pages nobody else shares."""
    looks = Looks()
    thread = threading.Thread(target=looks.look, args=(reader, path), daemon=True)
    thread.start()
    try:
        yield looks
    finally:
        looks.over.set()
        thread.join()


def write_from_eight_processes(ground: Ground) -> Figures:
    """F08. Without the server: each process is the application, writes by the same verbs and checkpoints."""
    site, figures = ground.site("disk", PYTHONPATH=TRACEABLE), Figures()
    folder, file = ground.folder / "f08", site.server.folder / "forum.sqlite3"
    folder.mkdir()
    with site.rows():
        for number in range(PROCESSES):
            person(f"process-{number}")
    site.article("f08")
    until, checks = time.monotonic() + ground.scale(4, 600), 0
    fork = multiprocessing.get_context("fork")
    processes = [fork.Process(target=_write, args=(site, folder, number, until)) for number in range(PROCESSES)]
    for process in processes:
        process.start()
    while any(process.is_alive() for process in processes):
        for process in processes:
            process.join(ground.scale(1, 10) / PROCESSES)
        with closing(sqlite3.connect(file, timeout=60)) as looking:
            found, mode = (looking.execute(f"PRAGMA {what}").fetchone()[0] for what in ("quick_check", "journal_mode"))
        figures.must(found == "ok", f"integrity check: {found}")
        # TRUNCATE is a connection's own choice; the file itself says WAL or not.
        figures.must((mode == "wal") == wal_is_safe(), f"journal_mode is {mode}")
        checks += 1
    figures["processes"], figures["checks"] = PROCESSES, checks
    figures.must(all(process.exitcode == 0 for process in processes), "a process died")
    site.reckon(Said.read(folder)).into(figures)
    return figures


def _write(site: Site, folder: Path, number: int, until: float) -> None:
    ledger, said = Ledger(folder / f"process-{number}.ledger"), 0
    with site.app.app_context():
        while time.monotonic() < until:
            said += 1
            words = f"process-{number} says number {said}."
            ledger.sending(words)
            article = db.session.scalars(select(Article.id).where(Article.slug == "f08")).one()
            by = db.session.scalars(select(Account).where(Account.handle == f"process-{number}")).one()
            comment = say(by, article_to_change(article), words)
            name = comment.id
            db.session.commit()
            ledger.acknowledged(words, ids.to_text(name))
            if said % 10 == 0:
                _checkpoint()


def _checkpoint() -> None:
    """As a backup does; with the rollback journal there is nothing to do."""
    with closing(sqlite3.connect(str(db.engine.url.database), timeout=60)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
