"""A restore that is killed leaves the old database or the new one, and the next one succeeds."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from flask import Flask
from sqlalchemy import update

from forum.accounts.models import Account
from forum.articles.models import Article
from forum.db import db
from forum.discussion.models import Comment
from tests.cli.backup.archives import contents
from tests.cli.conftest import Forum
from tests.factories import rows_of

# `forum restore` in a process that is killed, as kill -9 does, when it calls a function for the n-th time.
KILLED = """
import os, signal, sys
name, left = sys.argv.pop(1), int(sys.argv.pop(1))
def watch(frame, event, argument):
    global left
    if event == "call" and frame.f_code.co_name == name and "/forum/backup/" in frame.f_code.co_filename:
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
from forum.cli.main import main
sys.settrace(watch)
main()
"""
BOTH = [("check", 1), ("fill", 1), ("reader_of", 4), ("migrate", 2)]
PLACES = {
    "sqlite": [*BOTH, ("put_in_place", 1), ("progress", 1), ("progress", 2), ("keep_key", 1)],
    "postgresql": [*BOTH, ("_make_room", 1), ("digest_of", 30), ("keep_key", 1)],
}


def large_backup(forum_here: Forum, ada: Account, article: Article, file: Path) -> Path:
    """Of more pages than are put in place, or remembered, at a time."""
    rows_of(article, ada, [None] * 80)
    db.session.execute(update(Comment).values(body_source="Words. " * 9_000, body_html="<p>Words.</p> " * 4_500))
    assert forum_here("backup", file).exit_code == 0
    return file


def test_killed_anywhere_it_leaves_the_old_or_the_new(
    app: Flask, made: Path, forum_here: Forum, elsewhere: Forum, nowhere_yet: str, tmp_path: Path
) -> None:
    old = made
    new = large_backup(forum_here, *_somebody(), tmp_path / "new.zip")
    environ = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    environ |= {"FORUM_DATABASE_URL": nowhere_yet, "FORUM_DATA_DIR": str(tmp_path / "elsewhere")}
    assert elsewhere("restore", old).exit_code == 0
    journal, begun = tmp_path / "fresh.sqlite3-journal", 0
    for name, nth in PLACES[db.engine.dialect.name]:
        command = [sys.executable, "-c", KILLED, name, str(nth), "restore", str(new), "--replace"]
        killed = subprocess.run(command, env=environ, capture_output=True)
        assert killed.returncode == -signal.SIGKILL, (name, nth, killed.stderr)
        begun += journal.exists() and journal.stat().st_size > 0
        file = tmp_path / f"{name}-{nth}.zip"
        assert elsewhere("backup", file).exit_code == 0
        assert contents(file) == (contents(new) if name == "keep_key" else contents(old)), (name, nth)
    # At least once it stood half written in the file, and the journal brought the old one back.
    assert begun > 0 or db.engine.dialect.name == "postgresql"
    assert elsewhere("restore", new, "--replace").exit_code == 0
    assert elsewhere("backup", tmp_path / "last.zip").exit_code == 0
    assert contents(tmp_path / "last.zip") == contents(new)


def test_a_backup_that_is_killed_is_no_file_and_the_next_one_succeeds(
    app: Flask, made: Path, forum_here: Forum, tmp_path: Path
) -> None:
    environ = {name: text for name, text in os.environ.items() if not name.startswith("FORUM_")}
    address = app.config["SQLALCHEMY_DATABASE_URI"]
    environ |= {"FORUM_DATABASE_URL": address, "FORUM_DATA_DIR": str(tmp_path)}
    file = tmp_path / "next.zip"
    for name, nth in [("add_table", 5), ("seal", 1), ("check", 1), ("_name", 1)]:
        command = [sys.executable, "-c", KILLED, name, str(nth), "backup", str(file)]
        assert subprocess.run(command, env=environ, capture_output=True).returncode == -signal.SIGKILL
        assert not file.exists()
    assert forum_here("backup", file).exit_code == 0
    assert contents(file) == contents(made)
    assert list(tmp_path.glob(".*.part")) == []


def _somebody() -> tuple[Account, Article]:
    return db.session.query(Account).filter_by(handle="ada").one(), db.session.query(Article).one()
