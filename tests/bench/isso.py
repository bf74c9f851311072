"""Isso as it comes from PyPI, in an environment of its own, with our comments in its database.

Installed and served as its quick start and its page on deployment say: gunicorn, and two lines in the page. One
process with threads, so that what the first round put into its cache helps all rounds after it.
"""

import shutil
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

VERSION = "0.14.0"
WANTED = [f"isso=={VERSION}", "gunicorn==27.0.1"]
HOME = Path(".venv-isso")
INSTALLED_WITHIN, READY_WITHIN, STOPPED_WITHIN = 300, 60, 15  # seconds
PATH = "/story"
# Votes are remembered in a filter of this many bytes; nobody has voted.
NO_VOTERS = bytes(256)
LIVE = 1


class NotInstalled(Exception):
    """Why Isso could not be installed."""


@dataclass(frozen=True)
class Said:
    """A comment, as Isso can hold it."""

    id: int
    parent: int | None  # at the top of the branch: Isso nests once
    at: float  # seconds since 1970
    author: str
    email: str
    text: str  # Markdown
    likes: int


def install() -> Path:
    """The environment that Isso is in, made once."""
    stamp, pinned = HOME / "installed", "\n".join(WANTED)
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == pinned:
        return HOME.resolve()
    shutil.rmtree(HOME, ignore_errors=True)
    pip = [str(HOME / "bin" / "python"), "-m", "pip", "--disable-pip-version-check", "-q", "--retries", "1"]
    _run([sys.executable, "-m", "venv", str(HOME)])
    (HOME / ".gitignore").write_text("*\n", encoding="utf-8")  # as newer Pythons write it by themselves
    _run([*pip, "install", *WANTED])
    stamp.write_text(pinned, encoding="utf-8")
    return HOME.resolve()


def _run(command: Sequence[str]) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=INSTALLED_WITHIN, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(str(error)) from error
    if done.returncode:
        raise NotInstalled((done.stderr.strip().splitlines() or [f"status {done.returncode}"])[-1])


@contextmanager
def listening() -> Iterator[tuple[socket.socket, str]]:
    """A free port that is ours already, and its address: pages name it before Isso runs."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener, f"http://localhost:{listener.getsockname()[1]}"


@contextmanager
def serving_isso(folder: Path, listener: socket.socket, pages: Sequence[str], said: Sequence[Said]) -> Iterator[None]:
    """Isso on `listener`, its data in `folder`, for pages at these addresses."""
    programs = install() / "bin"
    settings, database, log = folder / "isso.cfg", folder / "comments.db", folder / "isso.log"
    lines = ["[general]", f"dbpath = {database}", "host =", *(f"    {page}/" for page in pages)]
    settings.write_text("\n".join(lines), encoding="utf-8")
    bind = ["--bind", f"fd://{listener.fileno()}", "--workers", "1", "--threads", "4", "--preload"]
    command = [str(programs / "python"), "-m", "gunicorn", *bind, "isso.run"]
    environ = {"ISSO_SETTINGS": str(settings), "PATH": str(programs)}
    with (
        log.open("wb") as out,
        subprocess.Popen(
            command, env=environ, cwd=folder, stdout=out, stderr=out, pass_fds=[listener.fileno()]
        ) as server,
    ):
        try:
            _wait_for(f"http://localhost:{listener.getsockname()[1]}/js/embed.min.js", log)
            fill(database, 1, PATH, said)
            yield
        finally:
            _stop(server)


def _wait_for(address: str, log: Path) -> None:
    """The port is open from the start: whoever asks early is answered as soon as Isso runs."""
    try:
        urllib.request.urlopen(address, timeout=READY_WITHIN).close()
    except OSError as error:
        raise RuntimeError(f"Isso did not start:\n{log.read_text(errors='replace')}") from error


def fill(database: Path, number: int, path: str, said: Iterable[Said]) -> None:
    """Isso has made its tables when it started; the rows are what its own form would have left there."""
    columns = "tid, id, parent, created, mode, remote_addr, text, author, email, likes, dislikes, voters, notification"
    rows = (
        (number, each.id, each.parent, each.at, LIVE, "127.0.0.0", each.text, each.author, each.email, each.likes)
        for each in said
    )
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("INSERT INTO threads (id, uri, title) VALUES (?, ?, 'The story')", (number, path))
        values = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, 0"
        statement = f"INSERT INTO comments ({columns}) VALUES ({values})"
        connection.executemany(statement, ((*row, NO_VOTERS) for row in rows))


def _stop(server: subprocess.Popen[bytes]) -> None:
    server.terminate()
    try:
        server.wait(STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        server.kill()
