"""Whether anything may have been written: what SQLite tells, by whomever, and what time tells."""

import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from forum.web.pages import changes
from forum.web.pages.changes import BySqlite, ByTime, Changes, changes_of

BOTH_KINDS: list[Callable[[Path], Changes]] = [lambda folder: BySqlite(str(made(folder))), lambda folder: ByTime()]
WRITE = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('INSERT INTO t VALUES (1)'); c.commit()"


def made(folder: Path, name: str = "forum.sqlite3") -> Path:
    file = folder / name
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS t (n INTEGER)")
    return file


@pytest.fixture
def looking_always(monkeypatch: pytest.MonkeyPatch) -> None:
    """No token is good for any time at all."""
    monkeypatch.setattr(changes, "LOOK_EVERY", 0.0)


def stop_at(monkeypatch: pytest.MonkeyPatch, at: float) -> None:
    monkeypatch.setattr("forum.web.pages.changes.time.monotonic", lambda: at)


def write(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("INSERT INTO t VALUES (1)")
        connection.commit()


# Each of these would lead elsewhere in an address that is not spelled as one.
@pytest.mark.parametrize(
    "name", ["forum.sqlite3", "a b.sqlite3", "50%.sqlite3", "%20.db", "which?.db", "no#1.db", "ö.db"]
)
@pytest.mark.usefixtures("looking_always")
def test_a_commit_of_another_connection_is_seen_and_nothing_else(tmp_path: Path, name: str) -> None:
    file = made(tmp_path, name)
    found = BySqlite(str(file))
    before = found.token()
    assert [found.token() for _ in range(3)] == [before] * 3
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("SELECT * FROM t").fetchall()
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO t VALUES (1)")
        assert found.token() == before
        other.execute("ROLLBACK")
        assert found.token() == before
    write(file)
    assert found.token() != before
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.usefixtures("looking_always")
def test_a_commit_of_another_process_is_seen(tmp_path: Path) -> None:
    file = made(tmp_path)
    found = BySqlite(str(file))
    before = found.token()
    subprocess.run([sys.executable, "-c", WRITE, str(file)], check=True)
    assert found.token() != before


def test_it_is_looked_again_within_milliseconds(tmp_path: Path) -> None:
    file = made(tmp_path)
    found = BySqlite(str(file))
    before = found.token()
    write(file)
    until = time.monotonic() + 10
    while found.token() == before:
        assert time.monotonic() < until, "a commit was never seen"


@pytest.mark.usefixtures("looking_always")
def test_while_somebody_holds_the_file_nothing_has_been_written(tmp_path: Path) -> None:
    file = made(tmp_path)
    found = BySqlite(str(file))
    before = found.token()
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert found.token() == before
        other.execute("INSERT INTO t VALUES (1)")
        other.execute("COMMIT")
    assert found.token() != before


@pytest.mark.usefixtures("looking_always")
def test_what_cannot_be_looked_at_is_asked_for_every_time(tmp_path: Path) -> None:
    missing, broken = tmp_path / "missing.db", tmp_path / "broken.db"
    broken.write_bytes(b"no database at all " * 100)
    for file in (missing, broken):
        found = BySqlite(str(file))
        assert len({found.token() for _ in range(3)}) == 3
    assert not missing.exists()
    # And when it can be looked at again, it tells again.
    made(tmp_path, "missing.db")
    found = BySqlite(str(missing))
    assert found.token() == found.token()


@pytest.mark.parametrize("kind", BOTH_KINDS)
def test_what_this_process_has_written_is_seen_at_once(tmp_path: Path, kind: Callable[[Path], Changes]) -> None:
    found = kind(tmp_path)
    tokens = [found.token()]
    for _ in range(3):
        found.written()
        tokens.append(found.token())
    assert len(set(tokens)) == 4


def test_by_time_what_others_wrote_is_looked_for_four_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    found, tokens = ByTime(), []
    for at in (1000.0, 1000.1, 1000.24, 1000.25, 1000.49, 1000.5, 1001.0):
        stop_at(monkeypatch, at)
        tokens.append(found.token())
    assert tokens[0] == tokens[1] == tokens[2]
    assert tokens[3] == tokens[4]
    assert len(set(tokens)) == 4


@pytest.mark.parametrize("kind", BOTH_KINDS)
def test_a_database_that_does_not_answer_is_left_alone_for_a_second_or_until_we_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: Callable[[Path], Changes]
) -> None:
    found, paused = kind(tmp_path), []
    assert not found.is_paused()
    stop_at(monkeypatch, 1000.0)
    found.pause()
    for at in (1000.0, 1000.9, 1001.0):
        stop_at(monkeypatch, at)
        paused.append(found.is_paused())
    assert paused == [True, True, False]
    found.pause()
    found.written()
    assert not found.is_paused()


def test_each_kind_of_database_is_looked_at_in_its_way(tmp_path: Path) -> None:
    assert isinstance(changes_of(f"sqlite:///{tmp_path}/forum.sqlite3"), BySqlite)
    assert isinstance(changes_of("postgresql+psycopg://forum@/postgres"), ByTime)
